namespace Outreach.Bulk;

/// <summary>What is compared when the server has validated an uploaded file. The server compares the file itself with its hash.</summary>
public enum UploadComparison
{
    /// <summary>
    /// The number of records where the server tells one, and the names of the columns that it tells, whatever their order, letter case
    /// and outer blanks.
    /// </summary>
    Names = 0,

    /// <summary>The number of records, and the header as it was sent.</summary>
    Strict = 1,

    /// <summary>Nothing, for a server that counts otherwise: the header line, say.</summary>
    Off = 2,
}
