using EncodingLab.Cwasm;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Cwasm;

public sealed class CwasmFileTests : IDisposable
{
    private const int Large = 200_000_000;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, "x86_64")]
    [InlineData(true, "s390x")]
    public void Headers_of_either_byte_order_are_read(bool bigEndian, string target)
    {
        var file = CwasmFile.Parse("f", CwasmBuilder.Small(bigEndian).Build());
        Assert.Equal((bigEndian, "47", target, true, false, false), (file.Image.BigEndian, file.Engine.Version, file.Engine.Target, file.IsModule, file.IsComponent, file.IsPulley));
        Assert.Equal(200ul, file.Find(".text")!.Size);
        Assert.Equal(64ul, file.Find(".text")!.Alignment);
        Assert.Equal([new("first", 0, 100), new("second", 100, 100)], file.ReadFunctionSymbols());
        Assert.Null(file.Bytes(".nothing"));
    }

    [Theory]
    [InlineData(2u | 8u, false, true, true)]
    [InlineData(1u | 4u, true, false, true)]
    public void Flags_tell_modules_components_and_Pulley(uint flags, bool module, bool component, bool pulley)
    {
        var file = CwasmFile.Parse("f", new CwasmBuilder { Flags = flags }.Engine("47", "pulley64").Build());
        Assert.Equal((module, component, pulley), (file.IsModule, file.IsComponent, file.IsPulley));
    }

    [Fact]
    public void A_file_of_200_MB_opens_without_being_copied()
    {
        string path = WriteLarge();
        CwasmFile.Open(path).Dispose();
        long before = GC.GetAllocatedBytesForCurrentThread();
        using CwasmFile file = CwasmFile.Open(path);
        Assert.Equal(Large, file.Bytes().Length);
        Assert.Equal(200, file.Bytes(".text")!.Value.Length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    /// <summary>A small file whose section headers lie 200 MB away; the disk holds a hole between.</summary>
    private string WriteLarge()
    {
        CwasmBuilder builder = CwasmBuilder.Small();
        byte[] small = builder.Build();
        byte[] headers = small[builder.HeadersAt..];
        builder.Put64(small.AsSpan(40), (ulong)(Large - headers.Length));
        string path = _folder.Write("large.cwasm", small.AsSpan(0, builder.HeadersAt));
        using FileStream output = File.OpenWrite(path);
        output.Position = Large - headers.Length;
        output.Write(headers);
        return path;
    }
}
