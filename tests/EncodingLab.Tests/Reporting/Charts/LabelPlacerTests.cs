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
        Assert.Null(Place(placer, new PointLabel("much too long for that", 15, 15, 12, Bold: false)));
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

        var name = new PointLabel("name", 100, 50, 12, Bold: false);
        Assert.Null(Place(placer, name with { OnLines = false }));
        Assert.NotNull(Place(placer, name));

        var crowded = new LabelPlacer(new Box(0, 0, 200, 100));
        crowded.Take(new Box(60, 20, 140, 80));
        Assert.Null(Place(crowded, name with { Reach = LabelPlacer.Near }));
        Assert.True(Place(crowded, name)!.Far);
    }

    [Fact]
    public void A_long_label_is_broken_in_two_where_one_line_would_lie_on_something()
    {
        var placer = new LabelPlacer(new Box(0, 0, 400, 200));
        var label = new PointLabel("phrase-pages 24 in-place", 40, 100, 12, Bold: false);
        Assert.Single(Place(placer, label)!.Shape.Lines);

        var crossed = new LabelPlacer(new Box(0, 0, 400, 200));
        crossed.TakeLine(150, 0, 150, 200);
        Placement broken = Place(crossed, label)!;
        Assert.Equal(["phrase-pages", "24 in-place"], broken.Shape.Lines);
        Assert.True(broken.Box.Right < 150);
    }

    [Theory]
    [InlineData("Wasmtime 47, avx512", "Wasmtime 47,", "avx512")]
    [InlineData("phrase-pages 24 packed, avx2", "phrase-pages", "24 packed, avx2")]
    public void A_label_breaks_near_its_middle_rather_after_a_comma(string text, string first, string second) =>
        Assert.Equal([first, second], LabelShape.Of(text, 12, bold: false)[1].Lines);

    [Fact]
    public void A_line_to_a_label_does_not_run_through_another_mark_if_there_is_another_place()
    {
        var placer = new LabelPlacer(new Box(0, 0, 300, 200));
        placer.Take(new Box(95, 95, 105, 105));
        placer.Take(new Box(60, 80, 94, 120));
        placer.Take(new Box(112, 96, 116, 104));
        placer.Take(new Box(118, 60, 130, 140));
        placer.Take(new Box(80, 60, 118, 90));
        placer.Take(new Box(80, 110, 118, 130));
        Placement place = Place(placer, new PointLabel("name", 100, 100, 12, Bold: false))!;
        Assert.True(place.Far);
        Assert.False(place.Lead.Crosses(new Box(112, 96, 116, 104)));
    }

    private static Placement? Place(LabelPlacer placer, PointLabel label) => Assert.Single(placer.Place([label]));
}
