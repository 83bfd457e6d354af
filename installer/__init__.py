"""Install juesuan on this computer, with nothing but the standard library; started by ``install.py``."""
