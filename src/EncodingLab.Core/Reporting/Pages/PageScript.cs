namespace EncodingLab.Reporting.Pages;

/// <summary>What the page does when scripts may run: filters and sorting, and what <see cref="WaitingScript"/> and <see cref="AllRowsScript"/> say. Without scripts all else stays readable.</summary>
internal static class PageScript
{
    public const string Js = Filters + WaitingScript.Js + AllRowsScript.Js + Start;

    private const string Filters = """
        (() => {
        'use strict';
        const keys = ['table', 'target', 'module', 'encoding', 'workload'];
        const form = document.getElementById('filters'), status = document.getElementById('status');
        const chosen = () => Object.fromEntries(keys.map(key => [key, form.elements[key] ? form.elements[key].value : '']));
        const filtered = () => keys.some(key => chosen()[key]);
        const tagged = keys.map(key => '[data-' + key + ']').join(',');
        let all = { draw() {}, tell: () => '' };

        // A mark, row or chart that says nothing about a filter's subject stays.
        function show(elements) {
          const want = chosen();
          for (const element of elements)
            element.toggleAttribute('hidden', keys.some(key => want[key] && element.dataset[key] && element.dataset[key] !== want[key]));
        }

        function filter() {
          show(document.querySelectorAll(tagged));
          for (const grid of document.querySelectorAll('.charts'))
            grid.toggleAttribute('hidden', ![...grid.children].some(figure => !figure.hidden));
          all.draw();
          tell();
        }

        function tell() {
          const rows = [...document.querySelectorAll('table:not(#all) tbody tr')].filter(row => !row.closest('[hidden]')).length, charts = document.querySelectorAll('figure:not([hidden])').length;
          status.textContent = charts + ' charts, ' + (made() ? rows + ' rows in the tables' : 'rows still being read') + all.tell();
        }

        // Texts sort as texts, numbers by their exact value; empty cells go last whichever way.
        function compare(a, b, sign) {
          if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
          return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en', { numeric: true }));
        }

        function sortable(table, sort) {
          const heads = [...table.tHead.rows[0].cells];
          heads.forEach((head, column) => {
            const button = document.createElement('button');
            button.type = 'button';
            button.append(...head.childNodes);
            head.append(button);
            button.addEventListener('click', () => {
              const down = head.getAttribute('aria-sort') === 'ascending';
              heads.forEach(other => other.removeAttribute('aria-sort'));
              head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
              sort(column, down ? -1 : 1);
            });
          });
        }

        // A cell's key, else the number that its text is, else its text; nothing where it says nothing.
        function value(cell) {
          const text = cell.textContent.trim(), bare = text.replace('\u00a0%', '').replace(/×$/, '').replaceAll(',', '').replace('−', '-').replace(/^[+±]/, '');
          return cell.dataset.k !== undefined ? Number(cell.dataset.k) : /^-?\d+(\.\d+)?$/.test(bare) ? Number(bare) : ['', '–'].includes(text) ? null : text;
        }

        function sortRows(table) {
          const body = table.tBodies[0];
          sortable(table, (column, sign) => body.append(...[...body.rows].map((row, i) => [value(row.cells[column]), i, row]).sort((a, b) => compare(a[0], b[0], sign) || a[1] - b[1]).map(item => item[2])));
        }


        """;

    private const string Start = """
        const growth = new MutationObserver(grow);
        growth.observe(document.getElementById('main'), { childList: true, subtree: true });
        addEventListener('DOMContentLoaded', () => {
          growth.disconnect();
          whole = true;
          all = allRows();
          turn();
          narrow.addEventListener('change', turn);
          addEventListener('beforeprint', () => hosts.forEach(host => make(host, true)));
          document.documentElement.dataset.ready = 'yes';
        });
        form.hidden = false;
        form.addEventListener('change', filter);
        form.addEventListener('reset', () => setTimeout(filter));
        form.addEventListener('submit', event => event.preventDefault());
        })();

        """;
}
