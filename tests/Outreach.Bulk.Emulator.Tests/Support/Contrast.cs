namespace Outreach.Bulk.Emulator.Tests.Support;

/// <summary>Contrast as WCAG 2 computes it and asks for it at level AA.</summary>
internal static class Contrast
{
    /// <summary>An expression: the texts that are seen and have less contrast with what is behind them than 4.5 to 1.</summary>
    public const string FaintTexts = """
        (() => {
          const parse = text => { const n = text.match(/[\d.]+/g).map(Number); return n.length === 3 ? [...n, 1] : n; };
          const light = color => color.slice(0, 3).map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
            .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
          const behind = element => {
            for (let at = element; at; at = at.parentElement) {
              const color = parse(getComputedStyle(at).backgroundColor);
              if (color[3] === 1) return color;
            }
            throw new Error('nothing is behind ' + element.outerHTML);
          };
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), faint = [];
          let seen = 0;
          while (texts.nextNode()) {
            const element = texts.currentNode.parentElement;
            if (!texts.currentNode.textContent.trim() || !element.checkVisibility() || element.closest('script, style')) continue;
            seen++;
            const [a, b] = [light(parse(getComputedStyle(element).color)), light(behind(element))].sort((x, y) => y - x);
            const contrast = (a + 0.05) / (b + 0.05);
            if (contrast < 4.5) faint.push(`${contrast.toFixed(2)} ${texts.currentNode.textContent.trim()}`);
          }
          if (seen < 60) throw new Error(`only ${seen} texts were looked at`);
          return [...new Set(faint)].join('; ');
        })()
        """;
}
