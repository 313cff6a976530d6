namespace EncodingLab.Reporting;

/// <summary>Parts that need nothing of each other, made at the same time.</summary>
internal static class InParallel
{
    /// <summary>What comes of each item, in their order; what one throws is thrown as by itself.</summary>
    public static TResult[] Select<TItem, TResult>(IEnumerable<TItem> items, Func<TItem, TResult> make)
    {
        Task<TResult>[] tasks = [.. items.Select(item => Task.Run(() => make(item)))];
        return [.. tasks.Select(task => task.GetAwaiter().GetResult())];
    }
}
