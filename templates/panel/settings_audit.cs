<?cs call:settings_nav() ?>
<div class="page-head"><h1><?cs var:Lang.Audit.Title ?></h1></div>
<p class="dim lead"><?cs var:Lang.Audit.Hint ?> <?cs var:Keep ?></p>
<form class="filter" method="get" action="/panel/settings/audit">
<div class="field"><label for="family"><?cs var:Lang.Audit.Family ?></label><select id="family" name="family"><option value="0"><?cs var:Lang.Audit.All ?></option><?cs each:f = Families ?><option value="<?cs var:f.Id ?>"<?cs if:f.Selected ?> selected<?cs /if ?>><?cs var:f.Name ?></option><?cs /each ?></select></div>
<div class="field"><label for="agent"><?cs var:Lang.Audit.Agent ?></label><select id="agent" name="agent"><option value="0"><?cs var:Lang.Audit.Anybody ?></option><?cs each:g = Agents ?><option value="<?cs var:g.Id ?>"<?cs if:g.Selected ?> selected<?cs /if ?>><?cs var:g.Name ?></option><?cs /each ?></select></div>
<div class="field"><label for="from"><?cs var:Lang.Audit.Since ?></label><input id="from" name="from" type="date" value="<?cs var:Filter.From ?>"></div>
<div class="field"><label for="to"><?cs var:Lang.Audit.Until ?></label><input id="to" name="to" type="date" value="<?cs var:Filter.To ?>"></div>
<button type="submit"><?cs var:Lang.Audit.Show ?></button>
</form>
<?cs if:Lines ?><div class="card"><table class="rows log">
<thead><tr><th class="c-number" scope="col"><?cs var:Lang.Audit.Number ?></th><th class="c-when" scope="col"><?cs var:Lang.Audit.When ?></th><th scope="col"><?cs var:Lang.Audit.What ?></th><th class="c-net" scope="col"><?cs var:Lang.Audit.From ?></th></tr></thead>
<tbody>
<?cs each:l = Lines ?><tr id="n<?cs var:l.N ?>"><td class="c-number"><?cs var:l.N ?></td><td class="c-when"><time datetime="<?cs var:iso(l.At) ?>"><?cs var:datetime(l.At) ?></time></td><td title="<?cs var:Lang.Audit.Request ?> <?cs var:l.Request ?>"><?cs if:l.Ticket ?><a href="/panel/tickets/<?cs var:l.Ticket ?>"><?cs var:l.Text ?></a><?cs elif:l.Contact ?><a href="/panel/contacts/<?cs var:l.Contact ?>"><?cs var:l.Text ?></a><?cs else ?><?cs var:l.Text ?><?cs /if ?><?cs if:l.Result ?> <span class="badge badge-spam"><?cs var:l.Result ?></span><?cs /if ?></td><td class="c-net"><?cs var:l.Prefix ?></td></tr>
<?cs /each ?></tbody></table></div>
<?cs else ?><div class="card empty"><?cs call:mark() ?><p><?cs var:Lang.Audit.None ?></p></div>
<?cs /if ?><?cs if:Older || Further ?><nav class="pages" aria-label="<?cs var:Lang.Panel.Pages ?>">
<?cs if:Further ?><a class="button small" href="/panel/settings/audit?family=<?cs var:Filter.Family ?>&amp;agent=<?cs var:Filter.Agent ?>&amp;from=<?cs escape:"url" ?><?cs var:Filter.From ?><?cs /escape ?>&amp;to=<?cs escape:"url" ?><?cs var:Filter.To ?><?cs /escape ?>"><?cs call:icon("back") ?><?cs var:Lang.Audit.Newest ?></a><?cs /if ?>
<?cs if:Older ?><a class="button small" rel="next" href="/panel/settings/audit?family=<?cs var:Filter.Family ?>&amp;agent=<?cs var:Filter.Agent ?>&amp;from=<?cs escape:"url" ?><?cs var:Filter.From ?><?cs /escape ?>&amp;to=<?cs escape:"url" ?><?cs var:Filter.To ?><?cs /escape ?>&amp;before=<?cs var:Older ?>"><?cs var:Lang.Audit.Older ?><?cs call:icon("next") ?></a><?cs /if ?>
</nav><?cs /if ?>
<form class="section" method="post" action="/panel/settings/audit/export"><?cs call:csrf() ?>
<h2><?cs var:Lang.Audit.Export ?></h2><p class="dim"><?cs var:Lang.Audit.ExportHint ?></p>
<input type="hidden" name="family" value="<?cs var:Filter.Family ?>"><input type="hidden" name="agent" value="<?cs var:Filter.Agent ?>"><input type="hidden" name="from" value="<?cs var:Filter.From ?>"><input type="hidden" name="to" value="<?cs var:Filter.To ?>">
<button type="submit" name="format" value="csv"><?cs var:Lang.Audit.Csv ?></button> <button type="submit" name="format" value="json"><?cs var:Lang.Audit.Json ?></button>
</form>
