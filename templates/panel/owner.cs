<?cs call:settings_nav() ?>
<div class="page-head"><h1><?cs var:Lang.People.OwnerTitle ?></h1></div>
<p class="dim lead"><?cs var:Lang.People.OwnerText ?></p>
<?cs if:subcount(Candidates) ?><form class="card panel narrow" method="post" action="/panel/settings/owner" novalidate><?cs call:csrf() ?>
<div class="field"><label for="agent"><?cs var:Lang.People.OwnerTo ?></label>
<select id="agent" name="agent"<?cs call:wrong("agent-mistake", Error.agent) ?>><?cs each:g = Candidates ?><option value="<?cs var:g.Id ?>"<?cs if:Form.agent == g.Id ?> selected<?cs /if ?>><?cs var:g.Name ?> (<?cs var:g.Email ?>, <?cs var:Lang.Panel.Role[g.Role] ?>)</option><?cs /each ?></select>
<?cs call:mistake("agent-mistake", Error.agent) ?></div>
<div class="field"><label class="tick"><input type="checkbox" name="sure" value="1"<?cs call:wrong("sure-mistake", Error.sure) ?>><span><?cs var:Lang.People.OwnerSure ?></span></label>
<?cs call:mistake("sure-mistake", Error.sure) ?></div>
<button type="submit" class="primary"><?cs var:Lang.People.OwnerSave ?></button>
</form><?cs else ?><p class="card panel narrow"><?cs var:Lang.People.OwnerNobody ?></p><?cs /if ?>
