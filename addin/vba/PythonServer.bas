Attribute VB_Name = "PythonServer"
Option Explicit
Option Private Module
' The Python that computes worksheet functions: started by the library of xlwings at the first use, kept until
' Excel ends. The same interpreter as the launcher's, and as isolated; tests put another module in the place of this one.
#If Win64 Then
    Private Const LIBRARY As String = "xlwings64-{xlwings}.dll"
    Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings64-{xlwings}.dll" ( _
        ByRef result As Variant, Optional ByVal config As String = "", Optional ByVal mode As Long = 1) As Long
#Else
    Private Const LIBRARY As String = "xlwings32-{xlwings}.dll"
    Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings32-{xlwings}.dll" ( _
        ByRef result As Variant, Optional ByVal config As String = "", Optional ByVal mode As Long = 1) As Long
#End If
Private Declare PtrSafe Function LoadLibraryW Lib "kernel32" (ByVal fileName As LongPtr) As LongPtr

Public Function Computed(ByVal functionName As String, ByVal arguments As Variant) As Variant
    Dim server As Object, everything As Variant, position As Long
    Set server = RunningServer()
    ReDim everything(0 To UBound(arguments) + 1)
    everything(0) = functionName
    For position = 0 To UBound(arguments)
        everything(position + 1) = arguments(position)
    Next position
    Computed = server.Var(server.Call(server.Module("juesuan.excel.functions"), "call", server.TupleFromArray(everything)))
End Function

Private Function RunningServer() As Object
    Dim interpreter As String, answer As Variant
    interpreter = Machine().Setting("Interpreter")
    If LoadedFrom(Folder(interpreter)) = 0 Then
        If LoadedFrom(Folder(Folder(interpreter))) = 0 Then Err.Raise 53
    End If
    If XLPyDLLActivateAuto(answer, StartLine(interpreter), 1) <> 0 Then Err.Raise 1000
    Set RunningServer = answer
End Function

Private Function StartLine(ByVal interpreter As String) As String
    StartLine = Chr(34) & interpreter & Chr(34) & " -I -B -c " & _
        Chr(34) & "import xlwings; xlwings.serve('$(CLSID)')" & Chr(34)
End Function

Private Function LoadedFrom(ByVal place As String) As LongPtr
    LoadedFrom = LoadLibraryW(StrPtr(place & "\" & LIBRARY))
End Function

Private Function Folder(ByVal path As String) As String
    Folder = Left(path, InStrRev(path, "\") - 1)
End Function
