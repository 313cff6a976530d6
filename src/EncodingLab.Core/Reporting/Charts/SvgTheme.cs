using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace EncodingLab.Reporting.Charts;

/// <summary>Colours and type of the drawings: light, dark and print, by what the reader's system prefers.</summary>
/// <remarks>
/// After the palette of Okabe and Ito (Color Universal Design, 2008), each colour darkened for white or lightened for black paper until it stands out by at
/// least 3 : 1. Series differ by shape and dash too. Slot 0 is grey for the background, the last is the text's own colour.
/// </remarks>
public static class SvgTheme
{
    /// <summary>Slot of the text's own colour.</summary>
    public const int InkSlot = 8;

    private const string Fonts = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Liberation Sans','DejaVu Sans',sans-serif";

    private static readonly ImmutableArray<string> Light = ["#6b7280", "#0072b2", "#c85200", "#00805e", "#a8458a", "#8a6a00", "#2493c8", "#5b4fa3", "#1b1f24"];
    private static readonly ImmutableArray<string> Dark = ["#9aa3af", "#4da6e8", "#ff8a3d", "#2fc79a", "#e58fc6", "#e3b62f", "#8ed4ff", "#a99cf0", "#eceff3"];

    /// <summary>Rules for elements of class <c>lab</c>: alone in a file of its own, or once in a page.</summary>
    public static string Css { get; } = Build();

    private static string Build()
    {
        var css = new StringBuilder();
        string light = Variables(Light, "#ffffff", "#5a6370", "#dfe3e8", "#aeb6c0");
        css.Append(CultureInfo.InvariantCulture, $".lab{{{light}font-family:{Fonts};font-size:12px}}\n");
        css.Append(CultureInfo.InvariantCulture, $"@media (prefers-color-scheme:dark){{.lab{{{Variables(Dark, "#14181d", "#a9b3bf", "#2b323b", "#525c68")}}}}}\n");
        css.Append(CultureInfo.InvariantCulture, $"@media print{{.lab{{{light}}}}}\n");
        css.Append(".lab text{fill:var(--ink)}.lab .soft{fill:var(--soft)}.lab .halo{paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}\n");
        css.Append(".lab .paper{fill:var(--paper)}.lab .grid{stroke:var(--grid);stroke-width:1;fill:none}.lab .axis{stroke:var(--edge);stroke-width:1;fill:none}\n");
        css.Append(".lab .guide{stroke:var(--soft);stroke-width:1.25;stroke-dasharray:5 4;fill:none}.lab .under{stroke:var(--paper);stroke-width:5;fill:none}.lab .tally{stroke:var(--ink);stroke-width:2;fill:none}.lab .lead{stroke:var(--soft);stroke-width:1;fill:none}\n");
        css.Append(".lab .bold{font-weight:600}.lab .mid{text-anchor:middle}.lab .end{text-anchor:end}.lab .line{fill:none;stroke-linejoin:round;stroke-linecap:round;stroke-width:1.75}\n");
        css.Append(".lab .faint .line{stroke-width:1.1;opacity:.55}.lab .faint .mark{fill-opacity:.6;stroke:none}.lab .faint .open{stroke-opacity:.75}.lab .strong .line{stroke-width:3.25}\n");
        css.Append(".lab .mark{stroke:var(--paper);stroke-width:1}.lab .hollow{fill:var(--paper)!important;stroke-width:1.75}.lab .open{fill:none!important;stroke-width:2}\n");
        for (int slot = 0; slot <= InkSlot; slot++)
        {
            css.Append(CultureInfo.InvariantCulture, $".lab .c{slot} .line,.lab .c{slot} .hollow,.lab .c{slot} .open,.lab .c{slot} .range,.lab .c{slot} .pale{{stroke:var(--c{slot})}}.lab .c{slot} .mark,.lab .c{slot} .bar{{fill:var(--c{slot})}}\n");
        }

        css.Append(".lab .range{stroke-width:1.5;opacity:.7}.lab .bar{stroke:var(--paper);stroke-width:1}.lab .pale{fill-opacity:.38}.lab .on-bar{fill:var(--paper);font-weight:600}\n");
        css.Append(".lab .texture{stroke:var(--paper);stroke-width:1.1;fill:none;pointer-events:none}.lab .ink{stroke:var(--soft);stroke-width:1}\n");
        css.Append(".lab .d1 .line{stroke-dasharray:8 4}.lab .d2 .line{stroke-dasharray:1.5 4}.lab .d3 .line{stroke-dasharray:9 4 1.5 4}.lab .d4 .line{stroke-dasharray:4 3}\n");
        return css.ToString();
    }

    private static string Variables(ImmutableArray<string> colours, string paper, string soft, string grid, string edge) =>
        $"--paper:{paper};--ink:{colours[InkSlot]};--soft:{soft};--grid:{grid};--edge:{edge};" + string.Concat(colours.Select((colour, slot) => $"--c{slot}:{colour};"));
}
