using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Outreach.Bulk.CodeFixes;

/// <summary>A fix that makes one new document of one report.</summary>
public abstract class UsageFix : CodeFixProvider
{
    private readonly string _title;
    private readonly bool _fitsAll;

    /// <param name="title">What an editor calls it.</param>
    /// <param name="fitsAll">
    /// Whether it may be applied everywhere at once, because nobody needs to look at what it wrote. <c>dotnet format</c> applies every
    /// such fix unasked, and no other.
    /// </param>
    /// <param name="ids">The rules.</param>
    private protected UsageFix(string title, bool fitsAll, params string[] ids)
    {
        _title = title;
        _fitsAll = fitsAll;
        FixableDiagnosticIds = [.. ids];
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider? GetFixAllProvider() => _fitsAll ? WellKnownFixAllProviders.BatchFixer : null;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        foreach (Diagnostic problem in context.Diagnostics)
        {
            if (Fix(root, model, problem) is { } mended)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(_title, _ => Task.FromResult(context.Document.WithSyntaxRoot(mended)), GetType().Name), problem);
            }
        }
    }

    /// <summary>Makes the new text; null where there is none to make.</summary>
    private protected abstract SyntaxNode? Fix(SyntaxNode root, SemanticModel model, Diagnostic problem);
}
