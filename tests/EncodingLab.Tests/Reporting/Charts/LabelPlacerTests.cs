using EncodingLab.Reporting.Charts;

namespace EncodingLab.Tests.Reporting.Charts;

public sealed class LabelPlacerTests
{
    [Fact]
    public void Labels_that_have_room_stay_where_they_want_to_be() =>
        Assert.Equal([10.0, 60, 200], Stacking.Spread([10, 60, 200], [14, 14, 14], 0, 300));

    [Fact]
    public void Labels_that_touch_part_evenly() =>
        Assert.Equal([93.0, 107], Stacking.Spread([100, 100], [14, 14], 0, 300));

    [Fact]
    public void Spread_labels_never_touch_and_stay_inside_whatever_is_wanted()
    {
        var random = new Random(8);
        for (int round = 0; round < 500; round++)
        {
            double[] heights = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(10, 30) + 0.5)];
            double[] wanted = [.. heights.Select(_ => (random.NextDouble() * 600) - 100)];
            double[] placed = Stacking.Spread(wanted, heights, 0, 400);
            (double Top, double Bottom)[] boxes = [.. placed.Zip(heights, (centre, height) => (centre - (height / 2), centre + (height / 2))).OrderBy(box => box.Item1)];
            Assert.All(boxes.Zip(boxes.Skip(1)), pair => Assert.True(pair.First.Bottom <= pair.Second.Top + 1e-9));
            Assert.True(boxes[0].Top >= -1e-9 && boxes[^1].Bottom <= 400 + 1e-9);
        }
    }

    [Fact]
    public void A_label_without_room_is_not_placed()
    {
        var placer = new LabelPlacer(new Box(0, 0, 30, 30));
        Assert.Null(placer.Place("much too long for that", 15, 15, 12, bold: false));
    }

    [Fact]
    public void Long_words_are_broken_and_no_letter_is_lost()
    {
        IReadOnlyList<string> lines = TextMetrics.Wrap("imaginary_embedding_with_a_long_name and more", 60, 12);
        Assert.Equal("imaginary_embedding_with_a_long_nameandmore", string.Concat(lines).Replace(" ", "", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.True(TextMetrics.Width(line, 12) <= 60));
    }

    [Fact]
    public void A_name_that_matters_less_is_left_out_rather_than_laid_on_a_line_or_far_from_its_point()
    {
        var placer = new LabelPlacer(new Box(0, 0, 200, 100));
        for (int y = 0; y <= 100; y += 4)
        {
            placer.TakeLine(0, y, 200, y);
        }

        Assert.Null(placer.Place("name", 100, 50, 12, bold: false, onLines: false));
        Assert.NotNull(placer.Place("name", 100, 50, 12, bold: false));

        var crowded = new LabelPlacer(new Box(0, 0, 200, 100));
        crowded.Take(new Box(60, 20, 140, 80));
        Assert.Null(crowded.Place("name", 100, 50, 12, bold: false, reach: LabelPlacer.Near));
        Assert.True(crowded.Place("name", 100, 50, 12, bold: false)!.Far);
    }
}
