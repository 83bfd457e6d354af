Attribute VB_Name = "Launcher"
Option Explicit
Option Private Module
' Starts the one interpreter that the installer wrote down for this user, waits for it, and gives Excel back.
' Nothing of an opened workbook reaches the command line but its name, in quotes.
Private Const DONE As Long = 0
Private Const REFUSED As Long = 2
Private Const INTERNAL As Long = 3
Private Const CANCELLED As Long = 4
Private Const STOPPED As Long = -1
Private Const INTERRUPTED As Long = 18 ' the error that Esc raises
Private isRunning As Boolean
Private statusIsOurs As Boolean

Public Sub RunCommand(ByVal command As String, ByVal needs As String)
    Dim trouble As String, code As Long, workbookFile As String
    On Error GoTo Failed
    If isRunning Or command = "" Or command Like "*[!a-z-]*" Then Exit Sub
    trouble = Obstacle(needs)
    If trouble = "" Then
        If Not Machine().IsFile(Machine().Setting("Interpreter")) Then trouble = "not_installed"
    End If
    If trouble <> "" Then
        Tell trouble
        Exit Sub
    End If
    isRunning = True
    Machine().DeleteFile Machine().ResultFile()
    HoldExcel
    workbookFile = CurrentFile()
    code = ExitCodeOf(CommandLine(command, workbookFile))
    ReleaseExcel
    isRunning = False
    TellOutcome code, workbookFile
    Exit Sub
Failed:
    ReleaseExcel
    isRunning = False
    TellWithLog "launcher_error"
End Sub

Private Function CommandLine(ByVal command As String, ByVal workbookFile As String) As String
    CommandLine = Quoted(Machine().Setting("Interpreter")) & " -I -B -m juesuan.excel.runner " & command
    If workbookFile <> "" Then CommandLine = CommandLine & " " & Quoted("--wb=" & workbookFile)
    CommandLine = CommandLine & " --from_xl=1 --hwnd=" & Machine().ExcelWindow()
    CommandLine = CommandLine & " " & Quoted("--result=" & Machine().ResultFile())
End Function

' Excel stays alive while the program works: its calls into Excel and the screen are served.
Private Function ExitCodeOf(ByVal startLine As String) As Long
    Dim program As Object
    Set program = Machine().StartProgram(startLine)
    On Error GoTo Interruption
    Do While program.Status = 0
        Machine().WaitForMessages
        DoEvents
    Loop
    ExitCodeOf = program.ExitCode
    Exit Function
Interruption:
    If Err.Number = INTERRUPTED Then
        If Not Machine().Confirmed(Message("stop_question"), Message("title")) Then
            Resume
        End If
    End If
    program.Terminate
    ExitCodeOf = STOPPED
End Function

' The program leaves one sentence for people, and whether its work can be undone.
Private Sub TellOutcome(ByVal code As Long, ByVal workbookFile As String)
    Dim lines As Variant, sentence As String
    lines = Split(Replace(Machine().ReadText(Machine().ResultFile()), vbCr, "") & vbLf & vbLf, vbLf)
    sentence = lines(0)
    If code = DONE Then
        RememberUndo IIf(lines(1) = "undo", workbookFile, "")
        If sentence <> "" Then Machine().ShowStatus sentence
        statusIsOurs = (sentence <> "")
    ElseIf code = REFUSED And sentence <> "" Then
        Machine().ShowBox sentence, Message("title")
    ElseIf code = STOPPED Then
        Tell "stopped"
    ElseIf code = INTERNAL Then
        If sentence = "" Then sentence = Message("internal_error") & LogHint()
        Machine().ShowBox sentence, Message("title")
    ElseIf code <> CANCELLED Then
        TellWithLog "not_started"
    End If
End Sub

' What the status bar says belongs to the workbook that the person leaves.
Public Sub ForgetStatus()
    On Error Resume Next
    If statusIsOurs Then Machine().ShowStatus ""
    statusIsOurs = False
End Sub

Private Function Quoted(ByVal argument As String) As String
    Quoted = Chr(34) & Replace(argument, Chr(34), "") & Chr(34)
End Function
