"""The version of the library, kept where reading it costs nothing."""

VERSION = "0.1.0"
