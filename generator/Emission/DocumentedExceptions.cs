using Outreach.Bulk.Generator.Emission.Text;

namespace Outreach.Bulk.Generator.Emission;

/// <summary>An exception that a generated method documents.</summary>
/// <param name="Type">Its type, as written anywhere.</param>
/// <param name="Meaning">When it is thrown, and what was done by then.</param>
internal sealed record DocumentedException(string Type, string Meaning);

/// <summary>The exceptions that generated methods document, all in this place: a new one of the runtime is added here.</summary>
internal static class DocumentedExceptions
{
    private const string Argument = "global::System.ArgumentException";
    private const string Allowance = CSharpType.Runtime + "DailyAllowanceException";
    private const string Api = CSharpType.Runtime + "OutreachApiException";
    private const string Connection = CSharpType.Runtime + "OutreachConnectionException";
    private const string BatchOutcomeUnknown = CSharpType.Runtime + "BatchOutcomeUnknownException";
    private const string BatchOutOfBounds = CSharpType.Runtime + "BatchOutOfBoundsException";
    private const string ConfirmationRequired = CSharpType.Runtime + "ConfirmationRequiredException";
    private const string ImportOutcomeUnknown = CSharpType.Runtime + "ImportOutcomeUnknownException";
    private const string Csv = CSharpType.Runtime + "CsvException";
    private const string Upload = CSharpType.Runtime + "UploadException";
    private const string UpsertInterrupted = CSharpType.Runtime + "UpsertInterruptedException";

    private static readonly DocumentedException s_importAllowance =
        new(Allowance, "The records are more than the daily allowance has left; no import was started.");

    public static IReadOnlyList<DocumentedException> OfAction { get; } =
    [
        new(Argument, "It cannot be sent as it is; nothing was sent."),
        new(Allowance, "The records are more than the daily allowance has left; nothing was done."),
        new(Api, "The server refused the call; nothing was done."),
        new(Connection, "There was no connection or no token; nothing was sent."),
        new(BatchOutcomeUnknown, "The answer was lost; the batch may exist."),
        new(BatchOutOfBounds, "The count was not as agreed; the batch was cancelled."),
        new(ConfirmationRequired, "The count was as agreed, but confirming failed; the batch waits."),
    ];

    public static IReadOnlyList<DocumentedException> OfImport { get; } =
    [
        new(Argument, "Mapping or options cannot be used; nothing was sent."),
        new(Csv, "The file cannot be read, changed or is faulty, or mapping and header do not fit; no import was started."),
        new(Upload, "The storage did not take the file, or the server found something else in it; no import was started."),
        s_importAllowance,
        new(Api, "The server refused a step; no import was started."),
        new(ImportOutcomeUnknown, "The answer to the start was lost; the import may exist."),
    ];

    public static IReadOnlyList<DocumentedException> OfImportOfRows { get; } =
    [
        new(Csv, "A row cannot be written, there are no rows, or two have the same unique key; no import was started."),
        s_importAllowance,
        new(Api, "The server refused a step; no import was started."),
        new(ImportOutcomeUnknown, "The answer to the start was lost; the import may exist."),
    ];

    public static IReadOnlyList<DocumentedException> OfImportStart { get; } =
    [
        new(Csv, "Mapping and header do not fit; nothing was sent."),
        s_importAllowance,
        new(Api, "The server refused it; no import was started."),
        new(ImportOutcomeUnknown, "The answer was lost; the import may exist."),
    ];

    public static IReadOnlyList<DocumentedException> OfUpsert { get; } =
    [
        new(Argument, "Records or options cannot be used; nothing was sent."),
        new(UpsertInterrupted, "A call of several did not succeed; the error carries the imports that were started."),
        new(Allowance, "The records of the first call are more than the daily allowance has left; nothing was started."),
        new(Api, "The server refused the first call; nothing was started."),
        new(Connection, "There was no connection or no token; nothing was sent."),
        new(ImportOutcomeUnknown, "The answer to the only call was lost; the import may exist."),
    ];

    /// <param name="refused">What is refused before anything is sent.</param>
    public static IReadOnlyList<DocumentedException> OfPreview(string refused) =>
    [
        new(Argument, refused),
        new(Api, "The server refused the request."),
        new(Connection, "There was no connection, no token or no usable answer."),
    ];

    public static SourceWriter Exceptions(this SourceWriter writer, IReadOnlyList<DocumentedException> exceptions)
    {
        foreach (DocumentedException exception in exceptions)
            writer.Exception(exception.Type, exception.Meaning);
        return writer;
    }
}
