namespace Outreach.Bulk.Generator.Conventions;

/// <summary>How far a word is from another.</summary>
internal static class Spelling
{
    /// <summary>The distance of Levenshtein, with a swap of neighbours as one slip.</summary>
    public static int Slips(string known, string name)
    {
        int[,] slips = new int[known.Length + 1, name.Length + 1];
        for (int i = 0; i <= known.Length; i++)
        {
            for (int j = 0; j <= name.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    slips[i, j] = i + j;
                    continue;
                }

                slips[i, j] = Math.Min(
                    Math.Min(slips[i - 1, j], slips[i, j - 1]) + 1, slips[i - 1, j - 1] + (known[i - 1] == name[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && known[i - 1] == name[j - 2] && known[i - 2] == name[j - 1])
                    slips[i, j] = Math.Min(slips[i, j], slips[i - 2, j - 2] + 1);
            }
        }

        return slips[known.Length, name.Length];
    }
}
