<?cs def:step(done, title) ?><h2><?cs if:done ?><span class="step-done"><?cs call:icon("check") ?><span class="visually-hidden"><?cs var:Lang.Steps.Done ?>: </span></span><?cs else ?><span class="visually-hidden"><?cs var:Lang.Steps.ToDo ?>: </span><?cs /if ?><?cs var:title ?></h2><?cs /def ?>
<div class="page-head"><h1><?cs var:Lang.Steps.Title ?></h1></div>
<p class="dim lead"><?cs var:Lang.Steps.Lead ?></p>
<p><strong><?cs var:Steps.Done ?></strong> <?cs var:Steps.Of ?></p>
<section class="card panel narrow loose"><?cs call:step(Steps.Mail, Lang.Steps.Mail) ?>
<p><?cs var:Lang.Steps.MailText ?> <strong><?cs var:Steps.Mailbox ?></strong></p>
<p><a class="button" href="/ask"><?cs var:Lang.Steps.MailForm ?></a></p></section>
<section class="card panel narrow loose"><?cs call:step(Steps.Agents, Lang.Steps.Agents) ?>
<p><?cs var:Lang.Steps.AgentsText ?></p>
<p><a class="button" href="/panel/settings/agents/invite"><?cs var:Lang.Steps.AgentsGo ?></a></p></section>
<section class="card panel narrow loose"><?cs call:step(Steps.Department, Lang.Steps.Department) ?>
<p><?cs var:Lang.Steps.DepartmentText ?></p>
<p><a class="button" href="/panel/settings/departments"><?cs var:Lang.Steps.DepartmentGo ?></a></p></section>
<section class="card panel narrow loose"><?cs call:step(Steps.Website, Lang.Steps.Website) ?>
<p><?cs var:Lang.Steps.WebsiteText ?></p>
<p><a class="button" href="/panel/settings/website"><?cs var:Lang.Steps.WebsiteGo ?></a></p></section>
<section class="card panel narrow loose"><?cs call:step(Steps.Factor, Lang.Steps.Factor) ?>
<p><?cs var:Lang.Steps.FactorText ?></p>
<p><a class="button" href="/panel/factor"><?cs var:Lang.Steps.FactorGo ?></a></p></section>
<section class="card panel narrow loose"><?cs call:step(Steps.Domain, Lang.Steps.Domain) ?>
<p><?cs var:Lang.Steps.DomainText ?></p>
<p><a class="button" href="/panel/settings/domains"><?cs var:Lang.Steps.DomainGo ?></a></p></section>
<?cs if:Steps.Shown ?><form method="post" action="/panel/first-steps/hide"><?cs call:csrf() ?><button type="submit"><?cs var:Lang.Steps.Hide ?></button></form><?cs /if ?>
