using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Outreach.Bulk.Layers.Tests;

/// <summary>What counts as an arrow, on sources of a few lines.</summary>
public class ArrowReaderTests
{
    private const string Top = """
        namespace Top;
        public class Tool
        {
            public string Name => "";
            public static Tool Made() => new();
            public int this[int index] => index;
            public static Tool operator +(Tool one, Tool other) => one;
            public static Tool operator -(Tool one) => one;
            public static Tool operator ++(Tool one) => one;
            public static implicit operator int(Tool tool) => 0;
            public static explicit operator string(Tool tool) => "";
            public class Inner;
        }
        public static class ToolExtensions
        {
            public static void Polish(this string text) { }
        }
        """;

    [Fact]
    public void A_name_is_an_arrow_with_its_file_and_line()
    {
        Arrow arrow = Assert.Single(Arrows(("Low/User.cs", "class User\n{\n    Top.Tool tool;\n}")));
        Assert.Equal(("Low", "Top"), (arrow.From, arrow.To));
        Assert.Equal(new Place("/part/Low/User.cs", 3, "Tool"), Assert.Single(arrow.Places));
    }

    [Theory]
    [InlineData("int Length() => Middle.Source.Get().Name.Length;")]
    [InlineData("void M() { var tool = Middle.Source.Get(); }")]
    [InlineData("void M() { var tools = new[] { Middle.Source.Get() }; }")]
    [InlineData("void M() { var tools = Middle.Source.All(); }")]
    [InlineData("void M() { System.Func<int> f = () => Middle.Source.Get().Name.Length; }")]
    [InlineData("void M() { Middle.Source.Each(each => each.Name.ToString()); }")]
    public void An_inferred_type_is_an_arrow(string member) => AssertArrow(member);

    [Theory]
    [InlineData("void M() { Middle.Source.Take(new()); }")]
    [InlineData("object M() => Middle.Source.Get()[0];")]
    [InlineData("void M() { _ = Middle.Source.Get() + Middle.Source.Get(); }")]
    [InlineData("void M() { _ = -Middle.Source.Get(); }")]
    [InlineData("void M() { Middle.Source.Field++; }")]
    [InlineData("void M() { Middle.Source.Field += Middle.Source.Field; }")]
    [InlineData("string M() => (string)Middle.Source.Get();")]
    [InlineData("long M() { int number = Middle.Source.Get(); return number; }")]
    public void What_is_constructed_indexed_computed_or_converted_is_an_arrow_without_a_name(string member) => AssertArrow(member);

    [Theory]
    [InlineData("string M() => nameof(Top.Tool.Made);")]
    [InlineData("string M() => nameof(Top.Tool);")]
    [InlineData("System.Type M() => typeof(System.Collections.Generic.List<Top.Tool>);")]
    [InlineData("void M() => Top.ToolExtensions.Polish(\"\");")]
    public void A_name_counts_wherever_it_stands(string member) => AssertArrow(member);

    [Fact]
    public void An_extension_method_is_an_arrow_to_the_class_that_declares_it() => Assert.Equal(
        "ToolExtensions",
        Assert.Single(Assert.Single(Arrows(("Low/User.cs", "using Top; class User { void M() => \"\".Polish(); }"))).Places).Type);

    [Fact]
    public void A_nested_type_counts_as_the_outermost_one() => Assert.Contains(
        new Place("/part/Low/User.cs", 1, "Tool"),
        Assert.Single(Arrows(("Low/User.cs", "class User { Top.Tool.Inner inner; }"))).Places);

    [Theory]
    [InlineData("using Top;")]
    [InlineData("using Top; using Alias = Top.Tool; using static Top.Tool;")]
    [InlineData("/// <summary>Not <see cref=\"Top.Tool\"/>.</summary>\nclass User;")]
    [InlineData("// Top.Tool\nclass User { string text = \"Top.Tool\"; }")]
    public void A_using_a_comment_and_a_text_are_no_arrows(string text) => Assert.Empty(Arrows(("Low/User.cs", text)));

    [Fact]
    public void A_use_of_an_alias_is_an_arrow() =>
        Assert.Single(Arrows(("Low/User.cs", "using Alias = Top.Tool; class User { Alias tool; }")));

    [Fact]
    public void A_partial_type_is_at_home_in_each_of_its_rooms()
    {
        Assert.Empty(Arrows(
            ("Low/Both.cs", "namespace B; public partial class Both { Both other; }"),
            ("Middle/Both.cs", "namespace B; public partial class Both { Both third; }")));
        Assert.Equal(["Low", "Middle"], Arrows(
            ("Low/Both.cs", "namespace B; public partial class Both;"),
            ("Middle/Both.cs", "namespace B; public partial class Both;"),
            ("User.cs", "class User { B.Both both; }")).Where(arrow => arrow.From == Room.Root).Select(arrow => arrow.To));
    }

    [Fact]
    public void Files_that_the_build_writes_are_in_no_room() =>
        Assert.Empty(Arrows(("obj/Debug/User.cs", "class User { Top.Tool tool; }")));

    [Fact]
    public void Rooms_that_reach_each_other_are_one_circle()
    {
        (string From, string To)[] arrows = [("A", "B"), ("B", "C"), ("C", "A"), ("A", "D"), ("D", "A"), ("E", "A")];
        Circles circles = new([.. arrows.Select(arrow => new Arrow(arrow.From, arrow.To, []))]);
        Assert.Equal("A, B, C, D", Assert.Single(circles.All));
        Assert.Equal((4, 1), (circles.Rooms, circles.MutualPairs));
    }

    private static void AssertArrow(string member)
    {
        Arrow[] arrows = Arrows(
            ("Low/User.cs", $$"""class User { {{member}} }"""),
            ("Middle/Source.cs", """
                namespace Middle;
                public static class Source
                {
                    public static Top.Tool Field = new();
                    public static Top.Tool Get() => new();
                    public static System.Collections.Generic.List<Top.Tool> All() => [];
                    public static void Take(Top.Tool tool) { }
                    public static void Each(System.Action<Top.Tool> action) { }
                }
                """));
        Assert.Contains(arrows, arrow => (arrow.From, arrow.To) == ("Low", "Top"));
    }

    private static Arrow[] Arrows(params (string Path, string Text)[] files)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "part",
            files.Append((Path: "Top/Tool.cs", Text: Top))
                .Select(file => CSharpSyntaxTree.ParseText(file.Text, path: $"/part/{file.Path}")),
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(compilation.GetDiagnostics().Where(each => each.Severity == DiagnosticSeverity.Error));
        IReadOnlyList<Arrow> arrows = new ArrowReader(compilation, "/part").Read(TestContext.Current.CancellationToken);
        return [.. arrows.Where(arrow => arrow.From != "Middle")];
    }
}
