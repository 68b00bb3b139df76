using System.Security.Cryptography;

namespace Outreach.Bulk.Jobs.Files;

/// <summary>Hashes parts as they will be sent, each with the header before it, from the bytes of the whole file.</summary>
internal sealed class PartHashes : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Queue<long> _cuts = new();
    private long _at;
    private long _partStart;

    /// <summary>The parts that have ended: how many bytes are sent of each, and their SHA-256.</summary>
    public List<(long Length, string Sha256)> Parts { get; } = [];

    /// <summary>The header with its line break. The first part has it at its start already, the others get it.</summary>
    public ReadOnlyMemory<byte> Header { get; set; }

    /// <summary>Says where the next part starts, before its bytes come.</summary>
    public void CutAt(long offset) => _cuts.Enqueue(offset);

    public void Push(ReadOnlySpan<byte> piece)
    {
        while (_cuts.TryPeek(out long cut) && cut <= _at + piece.Length)
        {
            _cuts.Dequeue();
            int length = (int)(cut - _at);
            _hash.AppendData(piece[..length]);
            _at = cut;
            piece = piece[length..];
            End();
            _hash.AppendData(Header.Span);
            _partStart = cut - Header.Length;
        }

        _hash.AppendData(piece);
        _at += piece.Length;
    }

    /// <summary>Ends the last part.</summary>
    public void Complete() => End();

    public void Dispose() => _hash.Dispose();

    private void End() => Parts.Add((_at - _partStart, Convert.ToHexStringLower(_hash.GetHashAndReset())));
}
