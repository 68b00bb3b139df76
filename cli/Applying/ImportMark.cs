using System.Security.Cryptography;
using System.Text;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Places;

namespace Outreach.Bulk.Cli.Applying;

/// <summary>A key under which one import is started once: one process at a time asks and starts, and the key stays with its file.</summary>
internal sealed class ImportMark : IDisposable
{
    private readonly MarkFile _file;
    private readonly string _content;
    private readonly string _key;

    private ImportMark(MarkFile file, string content, string key) => (_file, _content, _key) = (file, content, key);

    /// <param name="session">The session: each account has keys of its own.</param>
    /// <param name="key">The key.</param>
    /// <param name="content">What is imported: its action, and a hash of the file.</param>
    /// <exception cref="CliException">Another process has it.</exception>
    public static ImportMark Hold(CliSession session, string key, string content)
    {
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{session.Account}\n{key}")));
        MarkFile file = MarkFile.TryHold(Path.Combine(session.Folders.StateForUse(), "imports", name)) ?? throw CliException.Refused(
            $"An import under the key {key} is being started by another process. Nothing was sent by this one.");
        return new(file, content, key);
    }

    /// <exception cref="CliException">What was started under the key is another file, or another action.</exception>
    public void ThrowIfOfAnother()
    {
        if (_file.Text.Length > 0 && _file.Text != _content)
        {
            throw CliException.Refused(
                $"The key {_key} is that of an import of another file, or by another action. Nothing was sent. Give this import a key of "
                    + "its own.");
        }
    }

    public void Write() => _file.Write(_content);

    public void Dispose() => _file.Dispose();
}
