<?cs call:settings_nav() ?>
<a class="back" href="/panel/settings/agents"><?cs call:icon("back") ?><?cs var:Lang.People.Agents ?></a>
<div class="page-head"><h1><?cs if:Agent.Name ?><?cs var:Agent.Name ?><?cs else ?><?cs var:Lang.People.NotYet ?><?cs /if ?></h1></div>
<section class="card panel narrow" aria-label="<?cs var:Lang.People.Agent ?>">
<dl class="facts">
<div><dt><?cs var:Lang.Panel.Email ?></dt><dd><?cs var:Agent.Email ?></dd></div>
<div><dt><?cs var:Lang.People.RoleHead ?></dt><dd><?cs var:Lang.Panel.Role[Agent.Role] ?></dd></div>
<div><dt><?cs var:Lang.People.State ?></dt><dd><?cs if:Agent.State == "invited" ?><?cs if:Agent.Late ?><?cs var:Lang.People.InviteOver ?><?cs else ?><?cs var:Lang.People.State_invited ?> <?cs call:when(Agent.Invited) ?><?cs /if ?><?cs elif:Agent.State == "inactive" ?><?cs var:Lang.People.State_inactive ?><?cs else ?><?cs var:Lang.People.State_active ?><?cs /if ?></dd></div>
<div><dt><?cs var:Lang.People.OpenTickets ?></dt><dd><?cs var:Agent.Open ?></dd></div>
</dl>
<?cs if:!Agent.Managed ?><p class="hint"><?cs if:Agent.Me ?><?cs var:Lang.People.NotYourself ?><?cs else ?><?cs var:Lang.People.NotTheOwner ?><?cs /if ?></p><?cs /if ?>
</section>
<?cs if:Agent.Managed ?><?cs if:Agent.State == "invited" ?><section class="card panel narrow" aria-labelledby="invitation"><h2 id="invitation"><?cs var:Lang.People.Invitation ?></h2>
<p class="hint"><?cs var:Lang.People.InvitationHint ?></p>
<div class="actions">
<form method="post" action="/panel/settings/agents/<?cs var:Agent.Id ?>/resend"><?cs call:csrf() ?><button type="submit"><?cs var:Lang.People.Resend ?></button></form>
<form method="post" action="/panel/settings/agents/<?cs var:Agent.Id ?>/cancel"><?cs call:csrf() ?><button type="submit"><?cs var:Lang.People.CancelInvite ?></button></form>
</div></section><?cs /if ?>
<form class="card panel narrow" method="post" action="/panel/settings/agents/<?cs var:Agent.Id ?>/role"><?cs call:csrf() ?>
<div class="field"><label for="role"><?cs var:Lang.People.RoleHead ?></label>
<select id="role" name="role" aria-describedby="role-hint"><option value="agent"><?cs var:Lang.Panel.Role.1 ?></option><option value="admin"<?cs if:Agent.Role == #2 ?> selected<?cs /if ?>><?cs var:Lang.Panel.Role.2 ?></option></select>
<p class="hint" id="role-hint"><?cs var:Lang.People.RoleHint ?></p></div>
<button type="submit"><?cs var:Lang.People.RoleSave ?></button>
</form>
<form class="card panel narrow" method="post" action="/panel/settings/agents/<?cs var:Agent.Id ?>/departments"><?cs call:csrf() ?>
<?cs call:department_choice() ?>
<p class="hint"><?cs var:Lang.People.DepartmentsHint ?></p>
<button type="submit"><?cs var:Lang.People.DepartmentsSave ?></button>
</form>
<?cs if:Agent.State == "active" ?><form class="card panel narrow" method="post" action="/panel/settings/agents/<?cs var:Agent.Id ?>/sign-out"><?cs call:csrf() ?>
<h2><?cs var:Lang.Panel.Sessions ?></h2>
<p class="hint"><?cs var:Lang.People.SignOutHint ?></p>
<button type="submit"><?cs var:Lang.People.SignOutAgent ?></button>
</form>
<form class="card panel narrow" method="post" action="/panel/settings/agents/<?cs var:Agent.Id ?>/deactivate"><?cs call:csrf() ?>
<h2><?cs var:Lang.People.Deactivate ?></h2>
<p class="hint"><?cs var:Lang.People.DeactivateHint ?></p>
<label class="tick"><input type="checkbox" name="return" value="1" checked><span><?cs var:Lang.People.ReturnTickets ?> (<?cs var:Agent.Open ?>)</span></label>
<button type="submit"><?cs var:Lang.People.Deactivate ?></button>
</form><?cs elif:Agent.State == "inactive" ?><form class="card panel narrow" method="post" action="/panel/settings/agents/<?cs var:Agent.Id ?>/activate"><?cs call:csrf() ?>
<?cs if:Agent.Full ?><p class="mistake" role="alert"><?cs var:Lang.Error.AgentsFull ?></p><?cs /if ?>
<h2><?cs var:Lang.People.Activate ?></h2>
<p class="hint"><?cs var:Lang.People.ActivateHint ?></p>
<button type="submit"><?cs var:Lang.People.Activate ?></button>
</form><?cs /if ?><?cs if:Agent.State != "invited" ?><section class="card panel narrow" aria-labelledby="erase"><h2 id="erase"><?cs var:Lang.Erase.Agent ?></h2>
<p class="hint"><?cs var:Lang.Erase.About.Agent ?></p>
<a class="button" href="/panel/erase/agent/<?cs var:Agent.Id ?>"><?cs var:Lang.Erase.Agent ?></a></section><?cs /if ?><?cs /if ?>
