Attribute VB_Name = "RibbonCallbacks"
Option Explicit
' What Excel calls. The arguments are Object, so that no Office type library is needed.
Private theRibbon As Object

Public Sub Ribbon_OnLoad(control As Object)
    Set theRibbon = control
End Sub

Public Sub Ribbon_OnAction(control As Object)
    On Error Resume Next
    RunCommand control.ID, control.Tag
    RefreshRibbon
End Sub

Public Sub Ribbon_GetEnabled(control As Object, ByRef returnedVal As Variant)
    On Error Resume Next
    returnedVal = False
    returnedVal = CanWork(control.Tag)
End Sub

Public Sub RefreshRibbon()
    On Error Resume Next
    If Not theRibbon Is Nothing Then theRibbon.Invalidate
End Sub
