Attribute VB_Name = "Computer"
Option Explicit
' All that is asked of Windows, and of Excel what LibreOffice does not have: tests put another module in the
' place of this one.
' Late binding, and only functions that take Unicode: Shell, Dir and Environ know only the code page.
Private Const SETTINGS As String = "HKCU\Software\juesuan\"
Private Const UNICODE_TEXT As Long = -1
Private Const WARNING_ON_TOP As Long = 4144 ' 48, and 4096: before all other windows
Private Const QUESTION_ON_TOP As Long = 4132 ' 32 + 4 (yes, no), and 4096
Private Const YES As Long = 6
Private Const ALL_INPUT As Long = 1279

Private Declare PtrSafe Function MsgWaitForMultipleObjects Lib "user32" (ByVal nCount As Long, _
    ByRef pHandles As LongPtr, ByVal fWaitAll As Long, ByVal dwMilliseconds As Long, ByVal dwWakeMask As Long) As Long

Public Function Setting(ByVal valueName As String) As String
    On Error Resume Next
    Setting = CreateObject("WScript.Shell").RegRead(SETTINGS & valueName)
End Function

Public Function StartProgram(ByVal startLine As String) As Object
    Set StartProgram = CreateObject("WScript.Shell").Exec(startLine)
End Function

Public Function ExcelWindow() As String
    ExcelWindow = CStr(Application.Hwnd)
End Function

Public Function FileOf(ByVal book As Object) As String
    FileOf = book.FullName
End Function

Public Function CallersWorkbook() As String
    CallersWorkbook = FileOf(Application.Caller.Worksheet.Parent)
End Function

' As stored: Value would round amounts with a currency format.
Public Function ValuesOf(ByVal cells As Object) As Variant
    ValuesOf = cells.Value2
End Function

Public Function OpenedReadOnly(ByVal book As Object) As Boolean
    OpenedReadOnly = book.ReadOnly
End Function

' Up to a twentieth of a second, less when there is something to do.
Public Sub WaitForMessages()
    Dim noHandle As LongPtr
    MsgWaitForMultipleObjects 0, noHandle, 0, 50, ALL_INPUT
End Sub

Public Sub ShowBox(ByVal sentence As String, ByVal title As String)
    CreateObject("WScript.Shell").Popup sentence, 0, title, WARNING_ON_TOP
End Sub

Public Sub ShowStatus(ByVal sentence As String)
    If sentence = "" Then
        Application.StatusBar = False
    Else
        Application.StatusBar = sentence
    End If
End Sub

Public Function Confirmed(ByVal question As String, ByVal title As String) As Boolean
    Confirmed = (CreateObject("WScript.Shell").Popup(question, 0, title, QUESTION_ON_TOP) = YES)
End Function

Public Function ResultFile() As String
    ResultFile = Expanded("%LOCALAPPDATA%\juesuan\result.txt")
End Function

Public Function LogFolder() As String
    LogFolder = Expanded("%APPDATA%\juesuan\logs")
End Function

Private Function Expanded(ByVal path As String) As String
    Expanded = CreateObject("WScript.Shell").ExpandEnvironmentStrings(path)
End Function

Public Function IsFile(ByVal path As String) As Boolean
    On Error Resume Next
    IsFile = CreateObject("Scripting.FileSystemObject").FileExists(path)
End Function

Public Function ReadText(ByVal path As String) As String
    On Error Resume Next
    ReadText = CreateObject("Scripting.FileSystemObject").OpenTextFile(path, 1, False, UNICODE_TEXT).ReadAll
    ReadText = Replace(ReadText, ChrW(65279), "") ' the byte order mark
End Function

Public Sub DeleteFile(ByVal path As String)
    On Error Resume Next
    CreateObject("Scripting.FileSystemObject").DeleteFile path, True
End Sub
