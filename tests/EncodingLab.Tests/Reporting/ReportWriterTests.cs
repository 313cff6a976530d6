using System.Text.RegularExpressions;
using System.Xml.Linq;
using EncodingLab.Reporting;
using EncodingLab.Results;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Reporting;

public sealed class ReportWriterTests
{
    private const string Attack = "</noscript></svg><script>alert(1)</script>\"'&<img src=x onerror=y>|`**x**](http://evil.example) @someone =1+1";

    [Fact]
    public void The_same_rows_give_the_same_bytes_in_every_culture()
    {
        using var folder = new TempFolder();
        RunFolder run = SyntheticRun.Create(folder.File("run"), 5);
        Dictionary<string, string> first = ReadAll(ReportWriter.Write(run));
        foreach (string culture in new[] { "", "de-DE", "tr-TR" })
        {
            Assert.Equal(first, Cultures.Under(culture, () => ReadAll(ReportWriter.Write(run))));
        }
    }

    [Fact]
    public void Charts_are_well_formed_XML_with_title_and_description_and_fetch_nothing()
    {
        using var folder = new TempFolder();
        foreach (string path in ReportWriter.Write(SyntheticRun.Create(folder.File("run"), 4, strangeName: Attack)).Where(path => path.EndsWith(".svg", StringComparison.Ordinal)))
        {
            XElement svg = XDocument.Load(path).Root!;
            Assert.Equal("svg", svg.Name.LocalName);
            string[] ids = svg.Attribute("aria-labelledby")!.Value.Split(' ');
            Assert.All(ids, id => Assert.NotEmpty(svg.Elements().Single(element => element.Attribute("id")?.Value == id).Value));
            Assert.DoesNotContain(svg.Descendants(), element => element.Name.LocalName is "script" or "image" or "use" or "foreignObject" or "a");
            Assert.DoesNotContain(svg.DescendantsAndSelf().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || attribute.Name.LocalName == "href");
            Assert.DoesNotContain("url(", File.ReadAllText(path), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Names_from_files_stay_text_in_the_page_and_in_Markdown()
    {
        using var folder = new TempFolder();
        RunFolder run = SyntheticRun.Create(folder.File("run"), 4, strangeName: Attack);
        ReportWriter.Write(run);
        string html = File.ReadAllText(run.File("report.html"));
        Assert.Contains("&lt;script&gt;alert(1)", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Equal(Regex.Count(html, "<noscript"), Regex.Count(html, "</noscript>"));
        string markdown = File.ReadAllText(run.File("report.md"));
        Assert.DoesNotContain("<script>", markdown.Replace("\\<", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?<!\\)\]\((?!charts/)", markdown);
    }

    [Fact]
    public void The_page_asks_the_network_for_nothing()
    {
        using var folder = new TempFolder();
        RunFolder run = SyntheticRun.Create(folder.File("run"), 3);
        ReportWriter.Write(run);
        string html = File.ReadAllText(run.File("report.html"));
        foreach (string reach in new[] { "http://", "https://", "<script src", "@import", "url(", "<iframe" })
        {
            Assert.DoesNotContain(reach, html, StringComparison.OrdinalIgnoreCase);
        }

        Assert.All(Regex.Matches(html, "(?:href|src)=\"([^\"]*)\""), match => Assert.True(match.Groups[1].Value is "data:," || match.Groups[1].Value.StartsWith('#'), match.Value));
    }

    [Fact]
    public void Markdown_fits_a_comment_even_of_many_modules()
    {
        using var folder = new TempFolder();
        RunFolder run = SyntheticRun.Create(folder.File("run"), 60);
        ReportWriter.Write(run);
        Assert.InRange(File.ReadAllText(run.File("report.md")).Length, 1000, 65_536);
    }

    [Fact]
    public void A_run_without_times_still_reports_its_sizes()
    {
        using var folder = new TempFolder();
        RunFolder run = SyntheticRun.Create(folder.File("run"), 3, times: false);
        IReadOnlyList<string> written = ReportWriter.Write(run);
        Assert.Contains(written, path => path.Contains("size-by-block-addrmap", StringComparison.Ordinal));
        Assert.DoesNotContain(written, path => path.Contains("time-by-block", StringComparison.Ordinal));
    }

    [Fact]
    public void Charts_of_an_earlier_report_do_not_stay()
    {
        using var folder = new TempFolder();
        RunFolder run = SyntheticRun.Create(folder.File("run"), 3);
        string stale = Path.Combine(run.File("charts"), "stale.svg");
        File.WriteAllText(stale, "<svg/>");
        ReportWriter.Write(run);
        Assert.False(File.Exists(stale));
    }

    [Fact]
    public void A_folder_that_is_no_run_is_told_so_in_one_line()
    {
        using var folder = new TempFolder();
        RunFolderException e = Assert.Throws<RunFolderException>(() => ReportWriter.Write(RunFolder.Open(folder.Path)));
        Assert.DoesNotContain('\n', e.Message);
    }

    private static Dictionary<string, string> ReadAll(IReadOnlyList<string> paths) => paths.ToDictionary(path => path, File.ReadAllText);
}
