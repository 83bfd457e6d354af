Attribute VB_Name = "Conditions"
Option Explicit
Option Private Module
' What a command needs, in the words of the tag of its button, and what stands in its way.
' Answers are keys of messages, "" when nothing is in the way.
Private undoPossibleFor As String

Public Function Obstacle(ByVal needs As String) As String
    Obstacle = MissingContent(needs)
    If Obstacle <> "" Or Needed(needs, "anytime") Then Exit Function
    If CurrentBook().Path = "" Then
        Obstacle = "never_saved"
    ElseIf Needed(needs, "writes") And Machine().OpenedReadOnly(CurrentBook()) Then
        Obstacle = "read_only"
    End If
End Function

' Buttons stay enabled where a word of explanation helps: never saved, read-only.
Public Function CanWork(ByVal needs As String) As Boolean
    CanWork = (MissingContent(needs) = "")
End Function

Public Sub RememberUndo(ByVal workbookFile As String)
    undoPossibleFor = workbookFile
End Sub

' The workbook that the person sees; never this add-in.
Public Function CurrentBook() As Object
    If Not ActiveWorkbook Is Nothing Then
        If ActiveWorkbook.Name <> ThisWorkbook.Name Then Set CurrentBook = ActiveWorkbook
    End If
End Function

Public Function CurrentFile() As String
    If Not CurrentBook() Is Nothing Then CurrentFile = Machine().FileOf(CurrentBook())
End Function

Private Function MissingContent(ByVal needs As String) As String
    If Needed(needs, "anytime") Then Exit Function
    If CurrentBook() Is Nothing Then
        MissingContent = "no_workbook"
    ElseIf Needed(needs, "disclosure") Then
        If Not IsDisclosure(CurrentBook()) Then MissingContent = "not_disclosure"
    ElseIf Needed(needs, "findings") Then
        If Not HasSheet(CurrentBook(), Message("findings_sheet")) Then MissingContent = "no_findings"
    ElseIf Needed(needs, "undo") Then
        If CurrentFile() <> undoPossibleFor Then MissingContent = "nothing_to_undo"
    End If
End Function

Private Function Needed(ByVal needs As String, ByVal word As String) As Boolean
    Needed = (InStr(" " & needs & " ", " " & word & " ") > 0)
End Function

Private Function HasSheet(ByVal book As Object, ByVal sheetName As String) As Boolean
    Dim sheet As Object
    For Each sheet In book.Worksheets
        If sheet.Name = sheetName Then HasSheet = True
    Next sheet
End Function

' The title of some sheet says so, whoever made the workbook.
Private Function IsDisclosure(ByVal book As Object) As Boolean
    Dim sheet As Object, corner As Variant, row As Long, column As Long, mark As String
    mark = Message("title_mark")
    For Each sheet In book.Worksheets
        corner = Machine().ValuesOf(sheet.Range("A1:C3"))
        For row = LBound(corner, 1) To UBound(corner, 1)
            For column = LBound(corner, 2) To UBound(corner, 2)
                If Not IsError(corner(row, column)) Then
                    If InStr(CStr(corner(row, column)), mark) > 0 Then IsDisclosure = True
                End If
            Next column
        Next row
        If IsDisclosure Then Exit Function
    Next sheet
End Function
