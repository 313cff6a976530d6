namespace EncodingLab.Reporting.Pages;

/// <summary>
/// Makes the charts and tables that wait as text. Each stands in a <c>noscript</c> element: where scripts run its content is text to the parser, which costs little, and where they do not it is there as it is.
/// One is made when it comes near the window or is printed, and else when the browser has nothing to do, so that a search finds it.
/// </summary>
internal static class WaitingScript
{
    /// <summary>The widest window, in CSS pixels, that shows charts in their narrow drawing.</summary>
    public const string Narrow = "(max-width:540px)";

    public const string Js = $$"""
        const narrow = matchMedia('{{Narrow}}'), near = new IntersectionObserver(seen => seen.forEach(one => one.isIntersecting && make(one.target)), { rootMargin: '100%' });
        const idle = window.requestIdleCallback ?? (work => setTimeout(work, 30, { timeRemaining: () => 0 }));
        let hosts = [], next = 0, whole = false;
        const made = () => whole && next === hosts.length;

        // Of a chart's two drawings the one that the window has room for, or both for paper.
        function make(host, both) {
          for (const text of host.querySelectorAll('noscript')) {
            if (!both && text.className && (text.className === 'narrow') !== narrow.matches) continue;
            text.outerHTML = text.textContent;
            if (!text.className) sortRows(host.firstElementChild);
            show(host.querySelectorAll(tagged));
          }
        }

        function makeRest(time) {
          do if (!made()) make(hosts[next++]); while (!made() && time.timeRemaining() > 5);
          if (!made()) return void idle(makeRest);
          document.documentElement.dataset.made = 'all';
          if (filtered()) tell();
        }

        // The page is used while the rest of it is still being read; what something follows is there to its end.
        function grow() {
          hosts = [...document.querySelectorAll('main figure, main .scroll')].filter(host => whole || host.nextSibling);
          hosts.forEach(host => near.observe(host));
          if (filtered()) filter();
        }

        function turn() {
          near.disconnect();
          next = 0;
          grow();
          idle(makeRest);
        }

        """;
}
