Option VBASupport 1
Option Explicit
' Presses buttons as Excel does. Arguments that come through LibreOffice's bridge are Variants.

Public Function Press(ByVal command As Variant, ByVal needs As Variant) As String
    Dim control As Object
    Set control = New FakeControl
    control.ID = command
    control.Tag = needs
    Ribbon_OnAction control
    Press = "pressed"
End Function

Public Function Enabled(ByVal needs As Variant) As Variant
    Dim control As Object, answer As Variant
    Set control = New FakeControl
    control.Tag = needs
    Ribbon_GetEnabled control, answer
    Enabled = answer
End Function

Public Function StateOfExcel() As String
    StateOfExcel = Application.ScreenUpdating & " " & Application.Cursor & " " & Application.EnableEvents
End Function

Public Sub LeaveExcelDark()
    Application.ScreenUpdating = False
    Application.EnableEvents = False
    Application.Cursor = 2
End Sub
