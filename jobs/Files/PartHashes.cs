using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Outreach.Bulk.Jobs.Files;

/// <summary>Hashes parts as they will be sent, each with the header before it, from the bytes of the whole file.</summary>
internal sealed class PartHashes : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ConcurrentQueue<(long At, byte[] Header)> _cuts = new();
    private long _at;
    private long _partStart;

    /// <summary>The parts that have ended: how many bytes are sent of each, and their SHA-256.</summary>
    public List<(long Length, string Sha256)> Parts { get; } = [];

    /// <summary>Says where the next part starts, before its bytes come; it may be said while others are hashed.</summary>
    /// <param name="offset">Its place in the file.</param>
    /// <param name="header">The header with its line break, which the first part has at its start already.</param>
    public void CutAt(long offset, byte[] header) => _cuts.Enqueue((offset, header));

    public void Push(ReadOnlySpan<byte> piece)
    {
        while (_cuts.TryPeek(out (long At, byte[] Header) cut) && cut.At <= _at + piece.Length)
        {
            _cuts.TryDequeue(out _);
            int length = (int)(cut.At - _at);
            _hash.AppendData(piece[..length]);
            _at = cut.At;
            piece = piece[length..];
            End();
            _hash.AppendData(cut.Header);
            _partStart = cut.At - cut.Header.Length;
        }

        _hash.AppendData(piece);
        _at += piece.Length;
    }

    /// <summary>Ends the last part.</summary>
    public void Complete() => End();

    public void Dispose() => _hash.Dispose();

    private void End() => Parts.Add((_at - _partStart, Convert.ToHexStringLower(_hash.GetHashAndReset())));
}
