<?cs call:settings_nav() ?>
<div class="page-head"><h1><?cs var:Lang.Department.Title ?></h1></div>
<p class="dim lead"><?cs var:Lang.Department.Lead ?></p>
<div class="card scroll"><table class="list">
<thead><tr><th scope="col"><?cs var:Lang.Department.Name ?></th><th scope="col"><?cs var:Lang.Department.Mailbox ?></th><th scope="col"><?cs var:Lang.Department.Agents ?></th><th scope="col"><?cs var:Lang.Department.Open ?></th></tr></thead>
<tbody>
<?cs each:d = Departments ?><tr><th scope="row"><a href="/panel/settings/departments/<?cs var:d.Id ?>"><?cs var:d.Name ?></a><?cs if:d.Restricted ?> <span class="tag"><?cs var:Lang.Department.Restricted ?></span><?cs /if ?><?cs if:d.Main ?> <span class="tag"><?cs var:Lang.Department.Main ?></span><?cs /if ?></th><td><?cs var:d.Mailbox ?><?cs if:d.Lost ?> <span class="mistake"><?cs var:Lang.Department.Lost ?></span><?cs /if ?></td><td><?cs var:plural(d.Agents + "|Lang.Department.AgentsN") ?></td><td><?cs if:d.More ?><?cs var:Lang.Department.OpenMany ?><?cs else ?><?cs var:plural(d.Open + "|Lang.Department.OpenN") ?><?cs /if ?></td></tr>
<?cs /each ?></tbody></table></div>
<p class="hint"><?cs var:Lang.Department.AgentsHint ?> <a href="/panel/settings/agents"><?cs var:Lang.People.Agents ?></a></p>
<section class="section" aria-labelledby="new-head"><h2 id="new-head"><?cs var:Lang.Department.New ?></h2>
<form class="card panel narrow" method="post" action="/panel/settings/departments" novalidate><?cs call:csrf() ?>
<?cs include!"layout/department_fields.cs" ?><button type="submit" class="primary"><?cs var:Lang.Department.Make ?></button>
</form></section>
