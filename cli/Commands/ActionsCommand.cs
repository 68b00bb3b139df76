using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Catalog;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Commands;

/// <summary>Lists what there is to do, or says everything about one of it.</summary>
internal static class ActionsCommand
{
    public static Command Create(CommandRunner runner)
    {
        Argument<string?> name = new("action")
        {
            Description = "What to describe: an action, an import, or a resource such as account.",
            HelpName = "name",
            Arity = ArgumentArity.ZeroOrOne,
        };
        name.CompletionSources.Add(_ => ActionCatalog.Own.Actions.Select(action => action.Name)
            .Concat(ActionCatalog.Own.Imports.Select(import => import.Name))
            .Select(each => new CompletionItem(each)));
        Command command = new("actions", "List bulk actions and imports, or describe one.") { name };
        runner.Set(
            command, (session, given, _) => Task.FromResult(given.GetValue(name) is { } one ? Describe(session, one) : List(session)));
        return command;
    }

    private static int List(CliSession session)
    {
        ActionCatalog catalog = session.Catalog;
        int width = catalog.Actions.Max(action => action.Name.Length);
        foreach (ActionInfo action in catalog.Actions)
        {
            session.Report.Data(
                "action", writer => CatalogJson.Write(writer, action), Line(action.Name, Effect(action), action.Summary, width));
        }

        foreach (ImportInfo import in catalog.Imports)
        {
            session.Report.Data(
                "import", writer => CatalogJson.Write(writer, import), Line(
                    import.Name, import.IsOfFile ? "imports" : "upserts", import.Summary, width));
        }

        foreach (CustomObjectInfo custom in catalog.CustomObjects)
        {
            session.Report.Data(
                "customObject",
                writer => CatalogJson.Write(writer, custom),
                Line(
                    custom.Name,
                    "object",
                    $"A custom object of {custom.All.Count} attributes: --parameter objectName={custom.Name}.",
                    width));
        }

        session.Report.Result(ExitCode.Done, string.Create(
            CultureInfo.InvariantCulture,
            $"{catalog.Actions.Count} actions and {catalog.Imports.Count} imports of {catalog.Title} {catalog.Version}. outreach-bulk "
                + $"actions NAME describes one."));
        return ExitCode.Done;
    }

    private static int Describe(CliSession session, string name)
    {
        ActionCatalog catalog = session.Catalog;
        if (catalog.Imports.FirstOrDefault(import => import.Name == name) is { } import)
        {
            session.Report.Data(
                "import", writer => CatalogJson.Write(writer, import), CatalogText.Of(import, catalog.FieldsOf(import.Resource)));
        }
        else if (catalog.CustomObjects.FirstOrDefault(custom => custom.Name == name) is { } custom)
        {
            session.Report.Data("customObject", writer => CatalogJson.Write(writer, custom), CatalogText.Of(custom));
        }
        else if (catalog.FieldsOf(name) is { } resource)
        {
            session.Report.Data("resource", writer => CatalogJson.Write(writer, resource), CatalogText.Of(resource));
        }
        else
        {
            ActionInfo action = Names.Find(catalog.Actions, each => each.Name, name, "action", "outreach-bulk actions lists them.");
            session.Report.Data("action", writer => CatalogJson.Write(writer, action), CatalogText.Of(action, catalog.FilterOf(action)));
        }

        return ExitCode.Done;
    }

    private static string Line(string name, string what, string? summary, int width) =>
        $"{name.PadRight(width)}  {what,-9}  {summary}".TrimEnd();

    private static string Effect(ActionInfo action) => action.Effect switch
    {
        "Destroy" => "destroys",
        "Outbound" => "outbound",
        _ => "edits",
    };
}
