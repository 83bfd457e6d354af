Attribute VB_Name = "ExcelState"
Option Explicit
Option Private Module
' How Excel looks while a program works in it, and how it looks afterwards, whatever happened.
Private Const ESC_RAISES_AN_ERROR As Long = 2
Private Const ESC_DOES_NOTHING As Long = 0
Private Const WAIT_CURSOR As Long = 2
Private Const DEFAULT_CURSOR As Long = -4143

Public Sub HoldExcel()
    On Error Resume Next
    Application.EnableCancelKey = ESC_RAISES_AN_ERROR
    Application.Cursor = WAIT_CURSOR
    Application.Interactive = False
End Sub

Public Sub ReleaseExcel()
    On Error Resume Next
    Application.Interactive = True
    Application.Cursor = DEFAULT_CURSOR
    Application.ScreenUpdating = True
    Application.EnableEvents = True
    Application.StatusBar = False
    Application.EnableCancelKey = ESC_DOES_NOTHING ' Excel resets it when no macro runs any more
End Sub
