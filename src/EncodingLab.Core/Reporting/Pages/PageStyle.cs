namespace EncodingLab.Reporting.Pages;

/// <summary>The page's look: one column of text, two of charts where there is room, light and dark, print. Sections out of sight are laid out when they come into it.</summary>
internal static class PageStyle
{
    public const string Css = $$$"""
        :root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--dim:#5a6370;--rule:#dfe3e8;--wash:#f3f5f8;--link:#0b5fa5;--edge:#0003}
        @media (prefers-color-scheme:dark){:root{--bg:#14181d;--fg:#eceff3;--dim:#a9b3bf;--rule:#2b323b;--wash:#1d232a;--link:#7cc0f5;--edge:#fff4}}
        @media print{:root{--bg:#fff;--fg:#1b1f24;--dim:#5a6370;--rule:#dfe3e8;--wash:#f3f5f8;--link:#0b5fa5}}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:1400px;padding:20px 16px 60px;background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Liberation Sans','DejaVu Sans',sans-serif}
        h1{font-size:26px;line-height:1.2;margin:8px 0 12px;overflow-wrap:anywhere}h2{font-size:20px;line-height:1.25;margin:40px 0 10px;padding-top:14px;border-top:1px solid var(--rule)}
        p{max-width:75ch;margin:8px 0;overflow-wrap:anywhere}a{color:var(--link)}
        .answer{font-size:17px;border-left:4px solid var(--link);padding:2px 0 2px 14px}.answer ul{margin:2px 0 8px;padding-left:18px}.answer li{max-width:75ch;margin:2px 0;overflow-wrap:anywhere}
        main>section{content-visibility:auto;contain-intrinsic-size:auto 1600px;scroll-margin-top:36px;padding:0 4px;margin:0 -4px}
        nav ul{display:flex;flex-wrap:wrap;gap:4px 18px;padding:0;list-style:none}
        .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,560px),1fr));gap:20px;align-items:start}
        figure{margin:0;min-width:0;width:100%;max-width:860px;aspect-ratio:var(--wide)}figure svg{display:block;width:100%;height:auto}
        figure svg.narrow{display:none}@media {{{WaitingScript.Narrow}}}{figure{aspect-ratio:var(--narrow)}figure svg.wide{display:none}figure svg.narrow{display:block}}
        .scroll{overflow-x:auto;margin:14px 0;background:linear-gradient(90deg,var(--bg) 40%,transparent) 0 0/48px 100% no-repeat local,linear-gradient(270deg,var(--bg) 40%,transparent) 100% 0/48px 100% no-repeat local,linear-gradient(90deg,var(--edge),transparent) 0 0/16px 100% no-repeat,linear-gradient(270deg,var(--edge),transparent) 100% 0/16px 100% no-repeat}
        table{border-collapse:collapse;font-size:13.5px;font-variant-numeric:tabular-nums}
        caption{text-align:left;color:var(--dim);padding:0 0 6px;font-size:14px}th,td{padding:4px 10px;border-bottom:1px solid var(--rule);text-align:left;font-weight:400;white-space:nowrap}
        thead th{font-weight:600;border-bottom-width:2px;vertical-align:bottom;white-space:normal;min-width:64px}td,.n{text-align:right}td.t{text-align:left}
        tr.baseline{background:var(--wash);font-weight:600}tr.baseline th{font-weight:600}
        details{margin:14px 0}summary{cursor:pointer;color:var(--link)}
        [hidden]{display:none!important}.skip{position:absolute;left:-999px}.skip:focus{position:static}
        #filters{position:sticky;top:0;z-index:2;display:flex;flex-wrap:wrap;gap:6px 14px;align-items:center;background:var(--bg);border-bottom:1px solid var(--rule);padding:8px 0;font-size:14px}
        select,button{font:inherit;color:inherit;background:var(--wash);border:1px solid var(--rule);border-radius:5px;padding:3px 8px;max-width:100%}select{max-width:15em}output{color:var(--dim)}
        th button{all:unset;cursor:pointer;font-weight:600}th button:focus-visible{outline:3px solid var(--link)}th[aria-sort=ascending] button::after{content:" ▲"}th[aria-sort=descending] button::after{content:" ▼"}
        pre{overflow-x:auto;background:var(--wash);padding:10px 12px;font:13px/1.45 ui-monospace,'SF Mono',Menlo,'DejaVu Sans Mono',monospace}
        table.wraps td,table.wraps th{white-space:normal;vertical-align:top;max-width:34em;min-width:5em}
        @media print{#filters,nav{display:none}h2{break-after:avoid}main>section{content-visibility:visible}.scroll{overflow:visible;background:none}table{font-size:8pt}th,td{white-space:normal;padding:2px 4px}td:not(.t){white-space:nowrap}thead th,table.wraps td,table.wraps th{min-width:0}figure,tr{break-inside:avoid}body{max-width:none}}
        @media (max-width:640px){#filters{position:static}body{padding:12px 10px 40px}.answer{font-size:15px;line-height:1.4}}
        :focus-visible{outline:3px solid var(--link);outline-offset:2px}

        """;
}
