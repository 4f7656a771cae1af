<div class="page-head"><h1><?cs var:Lang.Export.Panel ?></h1></div>
<p class="dim lead"><?cs var:Lang.Export.PanelLead ?></p>
<?cs include!"layout/privacy_nav.cs" ?>
<section class="card panel narrow" aria-labelledby="set"><h2 id="set"><?cs var:Lang.Export.Settings ?></h2>
<form method="post" action="/panel/privacy/exports"><?cs call:csrf() ?>
<label class="tick"><input type="checkbox" name="notes" value="1" aria-describedby="notes-hint"<?cs if:Form.notes ?> checked<?cs /if ?>><span><?cs var:Lang.Export.SetNotes ?></span></label>
<p class="hint" id="notes-hint"><?cs var:Lang.Export.SetNotesHint ?></p>
<label class="tick"><input type="checkbox" name="agents" value="1" aria-describedby="agents-hint"<?cs if:Form.agents ?> checked<?cs /if ?>><span><?cs var:Lang.Export.SetAgents ?></span></label>
<p class="hint" id="agents-hint"><?cs var:Lang.Export.SetAgentsHint ?></p>
<button type="submit" class="primary"><?cs var:Lang.Export.Save ?></button>
</form></section>
<section class="section" aria-labelledby="list"><h2 id="list"><?cs var:Lang.Export.List ?></h2>
<?cs if:subcount(Exports) > #0 ?><div class="card scroll"><table class="list">
<thead><tr><th scope="col"><?cs var:Lang.Export.Contact ?></th><th scope="col"><?cs var:Lang.Export.Asked ?></th><th scope="col"><?cs var:Lang.Export.StateHead ?></th><th scope="col"><?cs var:Lang.Export.Contents ?></th></tr></thead>
<tbody>
<?cs each:e = Exports ?><tr><td><a href="/panel/contacts/<?cs var:e.Contact ?>"><?cs var:e.Contact ?></a></td>
<td><?cs call:when(e.Asked) ?> <span class="dim"><?cs var:Lang.Export.By ?> <?cs if:e.Himself ?><?cs var:Lang.Export.ByHim ?><?cs else ?><?cs var:Lang.Export.ByAgent ?><?cs /if ?></span></td>
<td><?cs var:Lang.Export.Short[e.State] ?><?cs if:e.Made ?><?cs if:e.Total > #0 ?> <?cs var:number(e.Done) ?> / <?cs var:number(e.Total) ?><?cs /if ?><?cs elif:e.State == "failed" ?><br><span class="dim"><?cs var:Lang.Export.Fault[e.Fault] ?></span><?cs /if ?></td>
<td><?cs if:e.Ready ?><?cs var:plural(e.Total + "|Lang.Export.Tickets") ?>, <?cs var:size(e.Size) ?><br><a href="/panel/privacy/exports/<?cs var:e.Id ?>/download"><?cs var:Lang.Export.Download ?></a> <span class="dim"><?cs var:Lang.Export.Until ?> <?cs var:datetime(e.Expires) ?></span><?cs if:e.Problems > #0 ?><br><span class="warn"><?cs var:plural(e.Problems + "|Lang.Export.NotWholeCount") ?></span><?cs /if ?><?cs /if ?></td></tr>
<?cs /each ?></tbody></table></div>
<?cs else ?><p class="dim"><?cs var:Lang.Export.ListNone ?></p>
<?cs /if ?></section>
