namespace Outreach.Bulk.Generator;

/// <summary>
/// Actions of a group that share a file: one that sets fields of the model has a file of its own, the others stand together by
/// what they do.
/// </summary>
/// <param name="Group">The group.</param>
/// <param name="Name">What its file is called, after the group's name.</param>
/// <param name="Actions">The actions, in the order of their names.</param>
internal sealed record ActionsModel(GroupModel Group, string Name, EquatableArray<ActionModel> Actions) : IFileModel
{
    string IFileModel.FileName => $"{Group.Name}.{Name}";

    /// <summary>All actions, file by file.</summary>
    public static IEnumerable<ActionsModel> Of(IEnumerable<ActionModel> actions) => actions
        .GroupBy(action => (Group: action.Group.Name, Name: NameOf(action)))
        .Select(file => new ActionsModel(file.First().Group, file.Key.Name, file.ToEquatableArray()));

    // No action has a dot in its name, so no file of one is called as a file of many.
    private static string NameOf(ActionModel action) =>
        action.Attributes is { Kind: not AttributesKind.Own } ? action.Stem : $"Actions.{action.Effect}";
}
