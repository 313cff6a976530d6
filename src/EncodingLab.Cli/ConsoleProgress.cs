using System.Diagnostics;
using System.Globalization;
using EncodingLab.Measuring;

namespace EncodingLab.Cli;

/// <summary>How far a sweep is, on stderr: one line rewritten on a terminal, a line every few seconds elsewhere.</summary>
/// <remarks>It draws only between steps: a thread of its own would run beside the measurements.</remarks>
internal sealed class ConsoleProgress : ISweepProgress
{
    private const double SecondsBetweenLines = 5;
    private readonly bool _terminal = !Console.IsErrorRedirected;
    private readonly Lock _gate = new();
    private string _phase = "";
    private int _steps;
    private int _done;
    private long _began;
    private long _lastLine;

    public void Begin(string phase, int steps)
    {
        lock (_gate)
        {
            Finish();
            (_phase, _steps, _done) = (phase, steps, 0);
            _began = _lastLine = Stopwatch.GetTimestamp();
            if (steps > 0)
            {
                Print($"{phase}: {steps} to do");
            }
        }
    }

    public void Step(string what, int steps = 1)
    {
        lock (_gate)
        {
            _done += steps;
            double elapsed = Stopwatch.GetElapsedTime(_began).TotalSeconds;
            if (_terminal || _done == _steps || Stopwatch.GetElapsedTime(_lastLine).TotalSeconds >= SecondsBetweenLines)
            {
                _lastLine = Stopwatch.GetTimestamp();
                string left = _done == _steps ? $"{Seconds(elapsed)} s" : $"about {Seconds(elapsed / _done * (_steps - _done))} s left";
                Print($"{_phase}: {_done}/{_steps}, {left} {(_terminal && _done < _steps ? what : "")}");
            }
        }
    }

    public void Note(string text)
    {
        lock (_gate)
        {
            Finish();
            Console.Error.WriteLine($"note: {text}");
        }
    }

    /// <summary>Ends the line that is being rewritten.</summary>
    public void Finish()
    {
        if (_terminal && _steps > 0)
        {
            Console.Error.WriteLine();
            _steps = 0;
        }
    }

    private static string Seconds(double seconds) => seconds.ToString("0", CultureInfo.InvariantCulture);

    private void Print(string line)
    {
        if (_terminal)
        {
            int width = Math.Max(20, Console.WindowWidth - 1);
            Console.Error.Write("\r" + (line.Length > width ? line[..width] : line.PadRight(width)));
        }
        else
        {
            Console.Error.WriteLine(line.TrimEnd());
        }
    }
}
