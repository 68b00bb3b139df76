namespace Outreach.Bulk.Cli.Output;

/// <summary>Standard output cannot be written: a closed pipe, a full disk.</summary>
internal sealed class OutputException(Exception reason) : Exception($"Standard output cannot be written: {reason.Message}", reason)
{
    /// <summary>Writes, and gives a failure its name.</summary>
    public static void ThrowUnlessWritten(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(exception);
        }
    }
}
