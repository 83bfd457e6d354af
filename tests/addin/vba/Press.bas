Option VBASupport 1
Option Explicit
' Presses buttons as Excel does. Arguments that come through LibreOffice's bridge are Variants.
Private prepared(0 To 3) As String
Private events As String

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

Public Function Prepare(ByVal interpreter As Variant, ByVal result As Variant, _
    ByVal exitCode As Variant, ByVal how As Variant) As String
    prepared(0) = interpreter
    prepared(1) = result
    prepared(2) = exitCode
    prepared(3) = how
    events = ""
End Function

Public Function PreparedAnswer(ByVal place As Long) As String
    PreparedAnswer = prepared(place)
End Function

Public Function Behaviour() As String
    Behaviour = prepared(3)
End Function

Public Sub Remember(ByVal what As String)
    events = events & what & Chr(30)
End Sub

Public Function Remembered() As String
    Remembered = events
End Function

Public Function StateOfExcel() As String
    StateOfExcel = Application.ScreenUpdating & " " & Application.Cursor & " " & Application.EnableEvents
End Function

Public Sub LeaveExcelDark()
    Application.ScreenUpdating = False
    Application.EnableEvents = False
    Application.Cursor = 2
End Sub
