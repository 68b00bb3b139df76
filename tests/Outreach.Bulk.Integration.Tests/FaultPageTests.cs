using System.Reflection;
using System.Runtime.CompilerServices;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Integration.Tests;

public class FaultPageTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(Folder(), "../../docs/faults.md"));

    public static TheoryData<string> Faults =>
    [
        .. typeof(EmulatorFault).GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false })
            .Select(member => member.Name)
            .Distinct(),
    ];

    [Theory]
    [MemberData(nameof(Faults))]
    public void The_page_of_faults_has_a_row_for_each_that_the_emulator_knows(string fault) => Assert.Contains(
        s_page.Split('\n'),
        row => row.StartsWith('|') && row.Split('|')[1].Contains($"`{fault}`", StringComparison.Ordinal));

    [Fact]
    public void Each_row_of_the_page_names_a_test() => Assert.All(
        s_page.Split('\n').Where(
            row => row.StartsWith("| ", StringComparison.Ordinal) && !row.StartsWith("| What", StringComparison.Ordinal)),
        row => Assert.Matches("\\| `[A-Z][A-Za-z0-9]*(_[A-Za-z0-9]+)+` \\|$", row));

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
