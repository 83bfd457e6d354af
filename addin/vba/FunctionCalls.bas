Attribute VB_Name = "FunctionCalls"
Option Explicit
Option Private Module
' Between a cell and Python: plain values in, values or Excel's errors out.
' The number of each error of a cell, and what the cell shows.
Private Const ERRORS As String = _
    "2000#NULL! 2007#DIV/0! 2015#VALUE! 2023#REF! 2029#NAME? 2036#NUM! 2042#N/A"

Public Function Answer(ByVal functionName As String, ByVal arguments As Variant) As Variant
    Dim result As Variant, row As Long, column As Long
    result = Computed(functionName, arguments)
    If IsArray(result) Then
        For row = LBound(result, 1) To UBound(result, 1)
            For column = LBound(result, 2) To UBound(result, 2)
                result(row, column) = CellContent(result(row, column))
            Next column
        Next row
        Answer = result
    Else
        Answer = CellContent(result)
    End If
End Function

' The values of a range, of a whole column only the part in use. An error in a cell is passed on as text:
' left as it is, it would reach Python as a number, and might be taken for money.
Public Function Plain(ByVal argument As Variant) As Variant
    Dim values As Variant, row As Long, column As Long
    If TypeName(argument) = "Range" Then
        values = Machine().ValuesOf(InUse(argument))
    Else
        values = argument
    End If
    If IsArray(values) Then
        For row = LBound(values, 1) To UBound(values, 1)
            For column = LBound(values, 2) To UBound(values, 2)
                If IsError(values(row, column)) Then values(row, column) = ErrorText(values(row, column))
            Next column
        Next row
    ElseIf IsError(values) Then
        values = ErrorText(values)
    End If
    Plain = values
End Function

Private Function InUse(ByVal cells As Object) As Object
    Set InUse = cells
    If cells.Rows.Count = cells.Worksheet.Rows.Count Then
        Set InUse = Application.Intersect(cells, cells.Worksheet.UsedRange)
    End If
End Function

' "Error 2042", in the language of Office; an error of a newer kind is #VALUE!.
Private Function ErrorText(ByVal value As Variant) As String
    Dim known As Variant, text As String
    text = CStr(value)
    ErrorText = "#VALUE!"
    For Each known In Split(ERRORS, " ")
        If InStr(text, Left(known, 4)) > 0 Then ErrorText = Mid(known, 5)
    Next known
End Function

Private Function CellContent(ByVal value As Variant) As Variant
    Dim known As Variant
    CellContent = value
    If IsNull(value) Or IsEmpty(value) Then
        CellContent = ""
    ElseIf VarType(value) = vbString Then
        If Left(value, 1) <> "#" Then Exit Function
        For Each known In Split(ERRORS, " ")
            If value = Mid(known, 5) Then CellContent = CVErr(CLng(Left(known, 4)))
        Next known
    End If
End Function
