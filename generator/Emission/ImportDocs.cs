using Outreach.Bulk.Generator.Description;
using Outreach.Bulk.Generator.Emission.Text;
using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Emission;

/// <summary>Says in words what an import does, where it goes and what it takes.</summary>
internal static class ImportDocs
{
    /// <summary>For the method that does all of it.</summary>
    public static void Document(SourceWriter writer, ImportDescription import) => writer
        .Summary(ActionDocs.Summary(import.Summary, import.Details, import.Name))
        .Remarks(
        [
            "Checks the file's header against the mapping before anything is sent; uploads the file, which counts and hashes it in the "
                + "same pass; has the server validate it; and starts the import if both count the same.",
            .. ActionDocs.Rest(import.Summary, import.Details),
            .. ActionDocs.Endpoint(import.Path, import.Scopes),
        ])
        .Param("file", "The CSV file.")
        .Param("mapping", "Which column fills which field; one entry for every column.")
        .Param("options", "What becomes of rows whose records exist already, and what the file may hold. Default: as <c>new()</c>.")
        .Param("progress", "Receives the steps, in bytes and records.")
        .Param("cancellationToken", "Gives up. Once the start is on its way the outcome is unknown; the import, if there is one, goes on.")
        .Returns("The import that was started.")
        .Exceptions(DocumentedExceptions.OfImport);

    /// <summary>For the methods that take rows.</summary>
    public static void DocumentRows(SourceWriter writer, ImportModel import) => writer
        .Summary(
            "Imports rows of a type marked <c>[OutreachCsvRow(Model = "
                + $"\"{Escape.ForXml(Identifier.Pascal(import.Resource) ?? "")}\")]</c>.")
        .Remarks(
        [
            "Writes them to a temporary file, which is removed whatever happens, and goes on as with any file.",
            .. ActionDocs.Endpoint(import.Description.Path, import.Description.Scopes),
        ])
        .TypeParam("TRow", "The type of the rows.")
        .Param("rows", "The rows. They are read once, one at a time.")
        .Param("options", "What becomes of rows whose records exist already, and how values are written. Default: as <c>new()</c>.")
        .Param("progress", "Receives the steps, in bytes and records.")
        .Param("cancellationToken", "Gives up. Once the start is on its way the outcome is unknown; the import, if there is one, goes on.")
        .Returns("The import that was started.")
        .Exceptions(DocumentedExceptions.OfImportOfRows);

    /// <summary>For the method that starts what was uploaded before.</summary>
    public static void DocumentStart(SourceWriter writer, ImportModel import) => writer
        .Summary("Starts the import of a file that was uploaded and validated before, by the steps of <c>Imports</c>.")
        .Remarks([.. ActionDocs.Endpoint(import.Description.Path, import.Description.Scopes)])
        .Param("upload", "The validated upload. It may have been stored in the meantime.")
        .Param("mapping", "Which column fills which field; one entry for every column.")
        .Param("options", "What becomes of rows whose records exist already. Default: as <c>new()</c>.")
        .Param("cancellationToken", "Gives up. Once the start is on its way the outcome is unknown; the import, if there is one, goes on.")
        .Returns("The import that was started.")
        .Exceptions(DocumentedExceptions.OfImportStart);
}
