namespace Outreach.Bulk.Generator.Common;

/// <summary>Orders names as people do: numbers in them count by their value, so that <c>custom2</c> is before <c>custom10</c>.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    public static NaturalOrder Comparer { get; } = new();

    public int Compare(string left, string right)
    {
        int i = 0, j = 0;
        while (i < left.Length && j < right.Length)
        {
            int difference = IsDigit(left[i]) && IsDigit(right[j]) ? CompareNumbers(left, ref i, right, ref j) : left[i++] - right[j++];
            if (difference != 0)
                return difference;
        }

        int rest = (left.Length - i) - (right.Length - j);
        return rest != 0 ? rest : string.CompareOrdinal(left, right);
    }

    // By their digits, since a number may be longer than any type holds.
    private static int CompareNumbers(string left, ref int i, string right, ref int j)
    {
        int leftStart = SkipZeros(left, i), rightStart = SkipZeros(right, j);
        i = End(left, leftStart);
        j = End(right, rightStart);
        int longer = (i - leftStart) - (j - rightStart);
        return longer != 0 ? longer : string.CompareOrdinal(left, leftStart, right, rightStart, i - leftStart);
    }

    private static int SkipZeros(string text, int start)
    {
        while (start < text.Length && text[start] == '0')
            start++;
        return start;
    }

    private static int End(string text, int start)
    {
        while (start < text.Length && IsDigit(text[start]))
            start++;
        return start;
    }

    private static bool IsDigit(char letter) => letter is >= '0' and <= '9';
}
