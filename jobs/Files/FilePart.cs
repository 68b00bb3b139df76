namespace Outreach.Bulk.Jobs.Files;

/// <summary>A part of a file: its header and a range of its records, which are imported as if they were a file.</summary>
/// <param name="Number">Which part it is, from 1.</param>
/// <param name="From">Where its first record starts in the file, in bytes from 0.</param>
/// <param name="To">Where its last record ends, with its line break.</param>
/// <param name="FirstLine">The line its first record starts in, from 1.</param>
/// <param name="Rows">How many records it has; at least 1.</param>
/// <param name="Length">How many bytes are sent, with the header.</param>
/// <param name="Sha256">The SHA-256 of what is sent, in lower-case hexadecimal digits.</param>
internal sealed record FilePart(int Number, long From, long To, long FirstLine, long Rows, long Length, string Sha256);
