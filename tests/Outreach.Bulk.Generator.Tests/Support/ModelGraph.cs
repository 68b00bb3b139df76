using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>
/// Walks what the pipeline keeps between runs. A model that held a compiler object would keep a whole compilation alive
/// and would never be equal to the next one.
/// </summary>
internal static class ModelGraph
{
    // The file stage is the one that may hold text.
    private static readonly string[] s_stepsWithText = [PipelineSteps.Files, PipelineSteps.Choice];

    public static void HoldsNoCompilerObjects(GeneratorRunResult result)
    {
        foreach (string step in PipelineSteps.All.Where(result.TrackedSteps.ContainsKey))
        {
            HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
            foreach ((object value, _) in result.TrackedSteps[step].SelectMany(run => run.Outputs))
                Walk(value, step, seen, mayHoldText: s_stepsWithText.Contains(step));
        }
    }

    private static void Walk(object? node, string path, HashSet<object> seen, bool mayHoldText)
    {
        if (node is null || !seen.Add(node))
            return;
        Assert.False(
            node is Compilation or ISymbol or SyntaxNode or SyntaxTree or Location or AdditionalText or AttributeData or SemanticModel,
            $"{path} holds a {node.GetType()}");
        if (node is SourceText)
        {
            Assert.True(mayHoldText, $"{path} holds text");
            return;
        }

        Type type = node.GetType();
        if (type.IsPrimitive || type.IsEnum || node is string or DiagnosticDescriptor or Type)
            return;
        if (node is Array items)
        {
            foreach (object? item in items)
                Walk(item, $"{path}[]", seen, mayHoldText);
            return;
        }

        for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            foreach (
                FieldInfo field in level.GetFields(
                    BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Walk(field.GetValue(node), $"{path}.{field.Name}", seen, mayHoldText);
            }
        }
    }
}
