Option VBASupport 1
Option Explicit
' Stands in for the module PythonServer: remembers what a wrapper asks for, answers as the test has prepared.
Private asked As String
Private prepared As String

' "raise", or rows separated by Chr(30) of cells separated by Chr(31).
Public Function PrepareAnswer(ByVal cells As Variant) As String
    prepared = cells
    asked = ""
End Function

Public Function WasAsked() As String
    WasAsked = asked
End Function

Public Function Computed(ByVal functionName As String, ByVal arguments As Variant) As Variant
    Dim position As Long
    asked = functionName
    For position = LBound(arguments) To UBound(arguments)
        asked = asked & Chr(30) & Shown(arguments(position))
    Next position
    If prepared = "raise" Then Err.Raise 1000
    Computed = Answered()
End Function

Private Function Answered() As Variant
    Dim rows As Variant, cells As Variant, grid() As Variant, row As Long, column As Long
    rows = Split(prepared, Chr(30))
    cells = Split(rows(0), Chr(31))
    If UBound(rows) = 0 And UBound(cells) = 0 Then
        Answered = Content(prepared)
        Exit Function
    End If
    ReDim grid(0 To UBound(rows), 0 To UBound(cells))
    For row = 0 To UBound(rows)
        cells = Split(rows(row), Chr(31))
        For column = 0 To UBound(cells)
            grid(row, column) = Content(cells(column))
        Next column
    Next row
    Answered = grid
End Function

Private Function Content(ByVal cell As String) As Variant
    Content = cell
    If IsNumeric(cell) Then Content = CDbl(cell)
    If cell = "None" Then Content = Null
End Function

Private Function Shown(ByVal value As Variant) As String
    Dim row As Long, column As Long, text As String
    If IsArray(value) Then
        For row = LBound(value, 1) To UBound(value, 1)
            For column = LBound(value, 2) To UBound(value, 2)
                text = text & "[" & Shown(value(row, column)) & "]"
            Next column
        Next row
    ElseIf IsEmpty(value) Then
        text = "nothing"
    Else
        text = TypeName(value) & " " & CStr(value)
    End If
    Shown = text
End Function
