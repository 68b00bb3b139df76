using System.Runtime.CompilerServices;
using System.Text;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>Compares text with <c>Class.Method.verified.txt</c> beside the test; a mismatch leaves <c>.received.txt</c>.</summary>
internal static class TextVerifier
{
    private static readonly Encoding s_utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public static void Verify(string text, [CallerFilePath] string sourceFile = "") =>
        Verify(text, TestContext.Current.TestMethod!.MethodName, sourceFile);

    /// <summary>Compares with what another test verified.</summary>
    public static void Verify(string text, string method, string sourceFile)
    {
        string stem = $"{Path.GetFileNameWithoutExtension(sourceFile)}.{method}";
        string verified = Path.Combine(Path.GetDirectoryName(sourceFile)!, $"{stem}.verified.txt");
        string received = Path.Combine(Path.GetDirectoryName(sourceFile)!, $"{stem}.received.txt");
        if (File.Exists(verified) && Normalize(File.ReadAllText(verified)) == Normalize(text))
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, Normalize(text) + "\n", s_utf8);
        Assert.Fail($"Not as verified. Compare {received} with the .verified.txt beside it; rename it to accept it.");
    }

    // Checkouts may have other line ends.
    private static string Normalize(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).TrimEnd('\n');
}
