<?cs def:may(yes) ?><?cs if:yes ?><?cs call:icon("check") ?><span class="visually-hidden"><?cs var:Lang.People.Yes ?></span><?cs else ?><span class="dim" aria-hidden="true">–</span><span class="visually-hidden"><?cs var:Lang.People.No ?></span><?cs /if ?><?cs /def ?><?cs call:settings_nav() ?>
<div class="page-head"><h1><?cs var:Lang.People.Roles ?></h1></div>
<p class="dim lead"><?cs var:Lang.People.RolesHint ?></p>
<div class="card scroll"><table class="list matrix">
<thead><tr><th scope="col"><?cs var:Lang.People.Right ?></th><th scope="col"><?cs var:Lang.Panel.Role.1 ?></th><th scope="col"><?cs var:Lang.Panel.Role.2 ?></th><th scope="col"><?cs var:Lang.Panel.Role.3 ?></th></tr></thead>
<tbody>
<?cs each:r = Rights ?><tr><th scope="row"><?cs var:Lang.Rights[r.Key] ?><?cs if:r.StepUp ?> <span class="dim"><?cs var:Lang.People.StepUp ?></span><?cs /if ?></th><td><?cs call:may(r.Agent) ?></td><td><?cs call:may(r.Admin) ?></td><td><?cs call:may(r.Owner) ?></td></tr>
<?cs /each ?></tbody></table></div>
<details class="section doors"><summary><?cs var:Lang.People.Doors ?></summary>
<div class="card scroll"><table class="list matrix">
<thead><tr><th scope="col"><?cs var:Lang.People.Door ?></th><th scope="col"><?cs var:Lang.Panel.Role.1 ?></th><th scope="col"><?cs var:Lang.Panel.Role.2 ?></th><th scope="col"><?cs var:Lang.Panel.Role.3 ?></th></tr></thead>
<tbody>
<?cs each:d = Doors ?><tr><th scope="row"><code><?cs var:d.Method ?> <?cs var:d.Address ?></code><?cs if:d.StepUp ?> <span class="dim"><?cs var:Lang.People.StepUp ?></span><?cs /if ?></th><td><?cs call:may(d.Agent) ?></td><td><?cs call:may(d.Admin) ?></td><td><?cs call:may(d.Owner) ?></td></tr>
<?cs /each ?></tbody></table></div></details>
