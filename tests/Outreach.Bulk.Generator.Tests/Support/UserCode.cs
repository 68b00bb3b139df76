using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>
/// The body of a method over a client of the packaged description and the mapping of one CSV file, for the tests of usage rules and fixes.
/// The client is compiled once and referenced, as that of another project would be.
/// </summary>
internal static class UserCode
{
    private static readonly Lazy<MetadataReference> s_client = new(() =>
    {
        using MemoryStream image = new();
        Assert.True(GeneratorRun.Of(Files).Output.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    });

    /// <summary>What the client is made of.</summary>
    public static MemoryFile[] Files =>
        [new("openapi.yml", Repository.PackagedDescription), MemoryFile.Csv("data/accounts.csv", "companyName,crmId,source_line\n")];

    /// <summary>Expects what is marked (<c>{|OB301:here|}</c>) to be reported, and nothing else.</summary>
    public static Task Reports<TAnalyzer>(string body, string members = "")
        where TAnalyzer : DiagnosticAnalyzer, new() =>
            Prepare(new CSharpAnalyzerTest<TAnalyzer, DefaultVerifier>(), File(body, members))
                .RunAsync(TestContext.Current.CancellationToken);

    /// <summary>The same of members beside the method.</summary>
    public static Task MembersReport<TAnalyzer>(string members)
        where TAnalyzer : DiagnosticAnalyzer, new() => Reports<TAnalyzer>("", members);

    /// <summary>Expects a fix to make one text of the other: place by place, and by "fix all" where that is offered.</summary>
    public static Task Fixes<TAnalyzer, TFix>(string body, string mended)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier> test = new() { FixedCode = File(mended) };
        test.FixedState.MarkupHandling = MarkupMode.Allow;
        return Prepare(test, File(body)).RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A project of one file, whatever is in it.</summary>
    public static CSharpCompilation Compile(string file) =>
        TestCompilation.Create(LanguageVersion.Latest, file).AddReferences(s_client.Value);

    /// <summary>A file around the body of a method.</summary>
    public static string File(string body, string members = "") =>
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using Acme.Sales;
        using Outreach.Bulk;

        public class Job(OutreachClient outreach)
        {
            public async Task RunAsync(long[] given, string text, AccountFilter selection)
            {
        {{string.Join('\n', body.Split('\n').Select(line => line.Length == 0 ? "" : $"        {line}"))}}
            }

            private static void Use(object value)
            {
            }

        {{string.Join('\n', members.Split('\n').Select(line => line.Length == 0 ? "" : $"    {line}"))}}
        }

        /// <summary>As substitutes of tests have it.</summary>
        public static class Substitutes
        {
            public static T Received<T>(this T substitute) => substitute;
        }

        """;

    private static CSharpTest Prepare<CSharpTest>(CSharpTest test, string file)
        where CSharpTest : AnalyzerTest<DefaultVerifier>
    {
        test.TestCode = file;
        test.ReferenceAssemblies = new("net10.0");
        test.TestState.AdditionalReferences.AddRange(TestCompilation.References);
        test.TestState.AdditionalReferences.Add(s_client.Value);
        return test;
    }
}
