using System.Text.Json;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Overlays;
using static Outreach.Bulk.Generator.Tests.Descriptions;
using static Outreach.Bulk.Generator.Tests.OverlayText;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>An overlay cannot write code, and cannot cost more than it may.</summary>
public class HostileOverlayTests
{
    [Theory]
    [MemberData(nameof(HostileTextTests.Texts), MemberType = typeof(HostileTextTests))]
    public void Text_in_every_place_compiles_and_stays_inert(string text)
    {
        string json = JsonSerializer.Serialize(text), named = JsonSerializer.Serialize("a" + text);
        GeneratorRun run = Checked(Small, $$"""
            { "overlay": "1.0.0", "info": { "title": {{json}}, "version": {{json}} }, "actions": [
              { "target": "$", "description": {{json}}, "update": { "x-outreach-models": { {{named}}: { "prefixes": [{{json}}, {{named}}, "account"], "group": {{json}} }, "other": { "prefixes": ["accounts"], "group": {{named}} } } } },
              { "target": "$.paths.*.post", "description": "x", "update": { "summary": {{json}}, "x-outreach-scopes": [{{json}}], "x-outreach-effect": {{json}} } },
              { "target": "$.paths['/batches/actions/accountAddTags'].post", "description": "x", "update": { "x-outreach-name": {{json}} } },
              { "target": "$.components.schemas.account.properties.name", "description": "x", "update": { "x-outreach-name": {{named}}, "description": {{json}}, "x-outreach-known-values": [{{json}}] } },
              { "target": "$.components.schemas.account.properties", "description": "x", "update": { {{named}}: { "type": "string", "x-outreach-name": {{json}} } } },
              { "target": {{json}}, "description": "x", "update": {} }
            ] }
            """);

        Assert.Null(run.Result.Exception);
        Assert.DoesNotContain("Injected", run.Driver.GetRunResult().GeneratedTrees
            .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
            .Select(type => type.Identifier.Text));
        Assert.All(run.Problems, problem => Assert.DoesNotContain('\n', problem.GetMessage()));
    }

    [Fact]
    public void Overlay_that_selects_without_end_is_stopped()
    {
        // Each level holds the one before ten times: what is selected is ten to the power of the steps.
        string levels = string.Concat(
            Enumerable.Range(1, 12)
                .Select(i => $"  x-{i}: &l{i} [{string.Join(", ", Enumerable.Repeat(i == 1 ? "{ a: b }" : $"*l{i - 1}", 10))}]\n"));
        GeneratorRun run = Run(
            Small.Replace(
                "info: { title: Test description, version: 1.2.3 }\n",
                $"info:\n{levels}  title: T\n  version: V\n",
                StringComparison.Ordinal),
            Overlay(Entry(
                "$.info.x-12[*][*][*][*][*][*][*][*][*][*][*][*]".Replace(".x-12", "['x-12']", StringComparison.Ordinal), "{ c: d }")));

        Assert.Equal([DiagnosticIds.UnreadableOverlay], run.Problems.Select(problem => problem.Id));
        Assert.Contains("takes too many steps", run.Problems[0].GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Aliases_that_nest_without_end_are_stopped(bool isOverlay)
    {
        string chain = string.Concat(Enumerable.Range(1, 1_500).Select(i => $"  x{i}: &x{i} [{(i == 1 ? "a" : $"*x{i - 1}")}]\n"));
        GeneratorRun run = isOverlay
            ? Run(
                Small,
                "overlay: 1.0.0\nactions:\n- target: $.info\n  description: d\n  "
                    + $"update:\n{chain.Replace("  x", "    x", StringComparison.Ordinal)}")
            : GeneratorRun.Of(Small + $"x-chain:\n{chain}");

        Assert.Equal(isOverlay ? DiagnosticIds.UnreadableOverlay : DiagnosticIds.LimitExceeded, run.Problems[0].Id);
        Assert.Contains("nested deeper than 64 levels", run.Problems[0].GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void Overlay_that_is_too_long_is_stopped() => Assert.Equal(
        DiagnosticIds.UnreadableOverlay,
        Run(Small, Overlay() + new string('#', OverlayDocument.Longest)).Problems[0].Id);
}
