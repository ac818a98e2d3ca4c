const nobody = true;
