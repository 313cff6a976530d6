using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Files;
using EncodingLab.Measuring;
using EncodingLab.Results;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Measuring;

public sealed class LookupPlanTests
{
    private static readonly LabFile s_file = LabCorpus.Open([Repo.Path("corpus")]).OrderBy(file => file.DiskBytes).First(file => file.Name.EndsWith(".x86_64.w47", StringComparison.Ordinal));

    private static Selection Part(string encodings, params string[] workloads) => new()
    {
        Encodings = encodings.Split(' '),
        Tables = ["addrmap"],
        Workloads = workloads,
        Models = ["find"],
    };

    private static (IReadOnlyList<TimedGroup> Groups, List<CellRow> Cells) Plan(params Selection[] parts)
    {
        ResolvedSelection[] resolved = [.. parts.Select(ResolvedSelection.Of)];
        var request = new SweepRequest { Files = [s_file], Selection = resolved[0], TimedParts = resolved, Folder = "nowhere", TimedFiles = new HashSet<LabFile> { s_file } };
        var cells = new List<CellRow>();
        var sized = new SizedFile(s_file, s_file.Load(), "", 0, [], [], [], []);
        return ([.. LookupPlan.OfParts(request, [sized], [], cells)], cells);
    }

    [Fact]
    public void A_cell_that_two_parts_name_is_planned_once()
    {
        Selection part = Part("legacy-fixed block-leb128(block=128)", "uniform-pc");
        Assert.Equal(Plan(part).Cells, Plan(part, part).Cells);
    }

    [Fact]
    public void What_a_later_part_adds_is_timed_beside_the_baselines_that_an_earlier_part_named()
    {
        (IReadOnlyList<TimedGroup> groups, List<CellRow> cells) = Plan(
            Part("legacy-fixed block-leb128(block=128)", "uniform-pc"),
            Part("legacy-fixed block-leb128(block=128) paged-sums(dense-cost=25)", "uniform-pc", "entry-pc"));
        Assert.Equal(["uniform-pc", "entry-pc"], groups.Select(group => group.Workload!.Name));
        Assert.All(groups, group => Assert.Contains(group.Cells, cell => cell.Encoding == EncodingCatalog.Wasmtime47 && cell.Reader == ReaderInfo.Scalar));
        Assert.All(groups, group => Assert.Contains(group.Cells, cell => cell.EncodingId == "paged-sums(dense-cost=25)"));
        Assert.All(groups, group => Assert.Single(group.Cells, cell => cell.Encoding is null));
        Assert.Equal(cells.Count, groups.Sum(group => group.Cells.Count));
        Assert.Equal(Enumerable.Range(0, cells.Count), groups.SelectMany(group => group.Cells).Select(cell => cell.Number).Order());
        Assert.All(groups.SelectMany(group => group.Cells.Select(cell => (group, cell))), pair => Assert.Equal((pair.cell.EncodingId, pair.group.Workload!.Name), (cells[pair.cell.Number].Encoding, cells[pair.cell.Number].Workload)));
    }
}
