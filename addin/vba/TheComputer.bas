Attribute VB_Name = "TheComputer"
Option Explicit
Option Private Module
' The one Computer of this add-in.
Private theOne As Computer

Public Function Machine() As Object
    If theOne Is Nothing Then Set theOne = New Computer
    Set Machine = theOne
End Function
