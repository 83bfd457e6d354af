Attribute VB_Name = "Messages"
Option Explicit
Option Private Module
' Chinese texts are kept in a sheet of the add-in: VBA source knows only the code page of the computer.

Public Function Message(ByVal key As String) As String
    Dim row As Long
    Message = key
    With ThisWorkbook.Worksheets("messages")
        row = 1
        Do While .Cells(row, 1).Value <> ""
            If .Cells(row, 1).Value = key Then
                Message = .Cells(row, 2).Value
                Exit Function
            End If
            row = row + 1
        Loop
    End With
End Function

Public Sub Tell(ByVal key As String)
    Machine().ShowBox Message(key), Message("title")
End Sub

Public Sub TellWithLog(ByVal key As String)
    Machine().ShowBox Message(key) & LogHint(), Message("title")
End Sub

Public Function LogHint() As String
    LogHint = vbCrLf & vbCrLf & Message("log_is_at") & Machine().LogFolder()
End Function
