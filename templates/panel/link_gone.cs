<h1><?cs var:Lang.People.LinkGone ?></h1>
<p><?cs var:Lang.People.LinkGoneText ?></p>
<p><a href="/panel/login"><?cs var:Lang.Panel.SignIn ?></a></p>
