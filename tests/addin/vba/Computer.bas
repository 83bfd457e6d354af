Option VBASupport 1
Option Explicit
' Stands in for the module Computer: remembers what the add-in asks of Windows, answers as the test has prepared.
Public Events As String
Private answers(0 To 4) As String

Public Function Prepare(ByVal interpreter As Variant, ByVal result As Variant, ByVal exitCode As Variant, ByVal behaviour As Variant) As String
    answers(0) = interpreter
    answers(1) = result
    answers(2) = exitCode
    answers(3) = behaviour
    Events = ""
End Function

Public Sub Remember(ByVal what As String)
    Events = Events & what & Chr(30)
End Sub

Public Function Remembered() As String
    Remembered = Events
End Function

Public Function Behaviour() As String
    Behaviour = answers(3)
End Function

Public Function Setting(ByVal valueName As String) As String
    If valueName = "Interpreter" Then Setting = answers(0)
End Function

Public Function IsFile(ByVal path As String) As Boolean
    IsFile = (path <> "")
End Function

Public Function StartProgram(ByVal startLine As String) As Object
    Dim program As Object
    Remember "start " & startLine
    If answers(3) = "blocked" Then Err.Raise 70
    Set program = New FakeProgram
    program.ExitCode = CLng(answers(2))
    Set StartProgram = program
End Function

Public Sub WaitForMessages()
End Sub

Public Sub ShowBox(ByVal sentence As String, ByVal title As String)
    Remember "say " & title & ": " & sentence
End Sub

Public Sub ShowStatus(ByVal sentence As String)
    Remember "status " & sentence
End Sub

Public Function Confirmed(ByVal question As String, ByVal title As String) As Boolean
    Remember "ask " & title & ": " & question
    Confirmed = (answers(3) = "esc, stop")
End Function

Public Function ResultFile() As String
    ResultFile = "C:\Local\juesuan\result.txt"
End Function

Public Function LogFolder() As String
    LogFolder = "C:\Roaming\juesuan\logs"
End Function

Public Function ReadText(ByVal path As String) As String
    ReadText = answers(1)
End Function

Public Sub DeleteFile(ByVal path As String)
    Remember "delete " & path
End Sub

Public Function ExcelWindow() As String
    ExcelWindow = "4711"
End Function

' LibreOffice's FullName is the name without the folder.
Public Function FileOf(ByVal book As Object) As String
    FileOf = book.Path & "/" & book.Name
End Function

Public Function CallersWorkbook() As String
    CallersWorkbook = "C:\Work\calling.xlsx"
End Function

Public Function ValuesOf(ByVal cells As Object) As Variant
    ValuesOf = cells.Value
End Function

Public Function OpenedReadOnly(ByVal book As Object) As Boolean
    Dim documents As Object, document As Object
    documents = StarDesktop.Components.createEnumeration()
    Do While documents.hasMoreElements()
        document = documents.nextElement()
        If ConvertFromURL(document.URL) = FileOf(book) Then OpenedReadOnly = document.isReadonly()
    Loop
End Function
