using System.Security.Cryptography;

namespace Outreach.Bulk.Jobs.Files;

/// <summary>Holds what is read of a part against the hash that it had when it was cut.</summary>
internal sealed class PartSeal(string name, FilePart part, int parts) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Reset() => _hash.GetHashAndReset();

    public void Take(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    /// <summary>Refuses other bytes than were planned.</summary>
    /// <exception cref="CsvException">They are others.</exception>
    public void ThrowIfBroken()
    {
        string found = Convert.ToHexStringLower(_hash.GetHashAndReset());
        if (found == part.Sha256)
            return;
        throw CsvException.ChangedSincePlanned(
            name,
            FormattableString.Invariant($"Part {part.Number} of {parts}, from line {part.FirstLine} on, had the SHA-256 {part.Sha256} ")
                + $"with its header, and has {found}.");
    }

    public void Dispose() => _hash.Dispose();
}
